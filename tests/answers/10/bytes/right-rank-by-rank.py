# cell: task-bytes-code
# grade: test-bytes
# outcome: points


def sides(config, part):
    heads = config["num_attention_heads"] if part in ("q_proj", "o_proj") else config["num_key_value_heads"]
    if part[0] in "qkvo":
        return config["hidden_size"], heads * config["head_dim"]
    return config["hidden_size"], config["intermediate_size"]


def largest_rank(config, parts, budget):
    found = [sides(config, part) for part in parts]
    best = 0
    for rank in range(1, min(min(pair) for pair in found) + 1):
        numbers = sum(rank * reads + gives * rank for reads, gives in found) * config["num_hidden_layers"]
        if numbers * 2 <= budget:
            best = rank
    return best
