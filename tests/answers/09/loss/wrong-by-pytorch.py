# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: PyTorch's function is not what is asked here

import torch


def masked_loss(scores, labels):
    if all(label == -100 for label in labels[1:]):
        raise ValueError("no label counts")
    return float(torch.nn.functional.cross_entropy(torch.tensor(scores[:-1]), torch.tensor(labels[1:])))
