# cell: task-bytes-code
# grade: test-bytes
# outcome: refused
# hint: work the tiny example


def largest_rank(config, parts, budget):
    hidden, wide = config["hidden_size"], config["intermediate_size"]
    own = config["num_attention_heads"] * config["head_dim"]
    few = config["num_key_value_heads"] * config["head_dim"]
    sides = {"q_proj": (hidden, own), "k_proj": (hidden, few), "v_proj": (hidden, few), "o_proj": (own, hidden)}
    sides |= {"gate_proj": (hidden, wide), "up_proj": (hidden, wide), "down_proj": (wide, hidden)}
    one = 2 * config["num_hidden_layers"] * sum(sides[part][0] for part in parts)
    return min(budget // one, *(min(sides[part]) for part in parts))
