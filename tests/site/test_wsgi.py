"""What the web server calls."""

from resource import RUSAGE_SELF, getrusage

from srm_site.wsgi import with_room_for_frames


def page_faults(depth: int) -> int:
    """In a thousand calls, so many frames above this one."""
    if depth:
        return page_faults(depth - 1)
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _ in range(1000):
        call()
    return getrusage(RUSAGE_SELF).ru_minflt - before


def call() -> None:
    a = b = c = d = e = f = g = h = None
    return a or b or c or d or e or f or g or h


def test_no_depth_of_calls_maps_memory_again_and_again():
    most = max(with_room_for_frames(lambda depth, _: page_faults(depth))(depth, None) for depth in range(400))

    assert most < 100
