"""The edition of the made-up city: the folder that a seed's city is kept in, told without drawing anything."""

import hashlib
from pathlib import Path


def made_up_folder(packs: Path, seed: int) -> Path:
    """The folder of this seed's city below `packs`, made or not."""
    return packs / f"made_up-{seed}-{_edition()}"


def is_made(folder: Path) -> bool:
    """Whether there is a whole city in this folder."""
    return (folder / "city.yaml").is_file()


def _edition() -> str:
    """What tells one edition of the generator from another: the words it is written in, and its packs."""
    here = Path(__file__).parent
    ours = [*sorted(here.glob("made_up*.py")), here / "pack_writer.py", here / "tiles.py"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in ours)).hexdigest()[:8]
