# cell: task-bytes-code
# grade: test-bytes
# outcome: refused
# hint: go by head_dim


def largest_rank(config, parts, budget):
    hidden, wide = config["hidden_size"], config["intermediate_size"]
    own = hidden
    few = config["num_key_value_heads"] * hidden // config["num_attention_heads"]
    sides = {"q_proj": (hidden, own), "k_proj": (hidden, few), "v_proj": (hidden, few), "o_proj": (own, hidden)}
    sides |= {"gate_proj": (hidden, wide), "up_proj": (hidden, wide), "down_proj": (wide, hidden)}
    one = 2 * config["num_hidden_layers"] * sum(sum(sides[part]) for part in parts)
    return min(budget // one, *(min(sides[part]) for part in parts))
