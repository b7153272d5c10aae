# cell: task-bytes-code
# grade: test-bytes
# outcome: refused
# hint: your function changed what it was given


def largest_rank(config, parts, budget):
    one, narrow = 0, budget
    while parts:
        part = parts.pop()
        heads = config["num_attention_heads"] if part in ("q_proj", "o_proj") else config["num_key_value_heads"]
        gives = heads * config["head_dim"] if part[0] in "qkvo" else config["intermediate_size"]
        one += 2 * config["num_hidden_layers"] * (config["hidden_size"] + gives)
        narrow = min(narrow, gives, config["hidden_size"])
    return min(budget // one, narrow)
