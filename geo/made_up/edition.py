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
    geo = Path(__file__).parent.parent
    drawn = [*sorted(geo.glob("made_up/*.py")), *sorted(geo.glob("search/*.py"))]
    written = [geo / f"{name}.py" for name in ("pack_writer", "tiles", "grid", "homes", "raster")]
    ours = [*drawn, *written]
    return hashlib.sha256(b"".join(file.read_bytes() for file in ours)).hexdigest()[:8]
