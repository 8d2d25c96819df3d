"""What hangs in the streets, one layer a sort of device: where each is, and whether it still speaks."""

from layers.devices import STATES_OR_MUTE, by_state, device_layer

LAYERS = tuple(
    device_layer(
        name,
        zh=zh,
        en=en,
        group="infrastructure",
        order=order,
        min_zoom=min_zoom,
        styles=STATES_OR_MUTE,
        draw=by_state(sort),
    )
    for name, zh, en, sort, order, min_zoom in (
        ("cameras", "摄像机", "Cameras", "camera", 31, 13),
        ("street_lamps", "路灯控制箱", "Lamp cabinets", "street_lamp", 32, 13),
        ("hydrants", "消火栓", "Hydrants", "hydrant", 33, 13),
        ("manholes", "井盖", "Manhole covers", "manhole", 34, 13),
        ("smoke_detectors", "烟感", "Smoke detectors", "smoke_detector", 35, 13),
        ("ad_boards", "户外广告屏", "Billboards", "ad_board", 36, 12),
    )
)
