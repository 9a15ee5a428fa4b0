"""What others append to addresses: keys of a query that are accepted and change nothing."""

import re

# What newsletters, advertisers, social sites and scripts append; a star stands for any ending.
APPENDED = (
    *("utm_*", "mc_*", "pk_*", "mtm_*", "hsa_*", "vero_*"),
    *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "li_fat_id"),
    *("igsh", "igshid", "mkt_tok", "_hsenc", "_hsmi", "_ga", "_gl", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid"),
    *("_", "nocache", "no-cache", "cachebust", "cachebuster", "cb"),
)

_APPENDED = re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in APPENDED), re.IGNORECASE)


def is_appended(name: str) -> bool:
    """Return whether a key of a query is one that others append to addresses."""
    return _APPENDED.fullmatch(name) is not None
