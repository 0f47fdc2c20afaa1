"""Makes ``article_shingles.txt``: a hash of every seven words in a row of the article the answers are based on.

The article itself is not ours to publish, so it is not in this repository; its hashes are enough for a test to see that
no answer repeats a sentence of it. Run it again when the article changes:

    python tests/make_article_shingles.py the-article.txt > tests/article_shingles.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = 7
"""Few enough that any borrowed sentence holds such a run, many enough that none comes about by chance."""
_APOSTROPHES = re.compile("['’]")
_WORD = re.compile(r"[a-z0-9]+")


def shingles(text: str) -> Iterator[str]:
    """Yield every run of ``WORDS`` words, in lower case and without signs."""
    words = _WORD.findall(_APOSTROPHES.sub("", text.lower()))
    for start in range(len(words) - WORDS + 1):
        yield " ".join(words[start : start + WORDS])


def hashed(shingle: str) -> str:
    """Hash a run of words; sixteen digits keep the file small."""
    return hashlib.sha256(shingle.encode()).hexdigest()[:16]


def main() -> None:
    """Print the hashes of a file's shingles, line by line of it, sorted."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    for one in sorted({hashed(shingle) for line in lines for shingle in shingles(line)}):
        print(one)  # noqa: T201 - the file it makes


if __name__ == "__main__":
    main()
