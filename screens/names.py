"""Names: every id of every page, once; Python and JavaScript both take them from here."""

from typing import Final

# What the browser tells Dash: the version of the picture it has drawn.
PICTURE_VERSION: Final = "picture-version"

LINK_NOTE: Final = "link-note"
LINK_CURTAIN: Final = "link-curtain"

STRIP_TITLE: Final = "strip-title"
STRIP_CLOCK: Final = "strip-clock"
STRIP_DATE: Final = "strip-date"
STRIP_BADGE: Final = "strip-badge"
STRIP_WEATHER: Final = "strip-weather"
STRIP_WARNING: Final = "strip-warning"
STRIP_LEVELS: Final = "strip-levels"
STRIP_SOURCES: Final = "strip-sources"
STRIP_SHIFT: Final = "strip-shift"
STRIP_REQUESTS: Final = "strip-requests"
STRIP_WHO: Final = "strip-who"
STRIP_LANGUAGE: Final = "strip-language"

SIGNS_ROWS: Final = "signs-rows"
SIGNS_HEADLINE: Final = "signs-headline"
EXCEPTIONS_COUNT: Final = "exceptions-count"
EXCEPTIONS_ROWS: Final = "exceptions-rows"
EXCEPTIONS_MORE: Final = "exceptions-more"

MAP: Final = "map"
MAP_INSET: Final = "map-inset"
MAP_NOTE: Final = "map-note"
MAP_LEGEND: Final = "map-legend"
MAP_LAYERS: Final = "map-layers"
MAP_CREDIT: Final = "map-credit"

UNITS_ROWS: Final = "units-rows"
UNITS_MORE: Final = "units-more"
UNITS_OUT_ROWS: Final = "units-out-rows"
UNITS_OUT_MORE: Final = "units-out-more"
UNITS_LINE: Final = "units-line"

LOOP_NOTE: Final = "loop-note"
LOOP_STAGES: Final = "loop-stages"
LOOP_ROWS: Final = "loop-rows"
LOOP_MORE: Final = "loop-more"

TIMELINE_LANES: Final = "timeline-lanes"
PROVENANCE_ROWS: Final = "provenance-rows"

QUEUE_TABS: Final = "queue-tabs"
QUEUE_NEW: Final = "queue-new"
QUEUE_ROWS: Final = "queue-rows"
QUEUE_MORE: Final = "queue-more"

INBOX: Final = "inbox"
INBOX_HEAD: Final = "inbox-head"
INBOX_NEW: Final = "inbox-new"
INBOX_ROWS: Final = "inbox-rows"
INBOX_MORE: Final = "inbox-more"
REPORT: Final = "report"
REPORT_BODY: Final = "report-body"

ALARMS_NOTE: Final = "alarms-note"
ALARMS_SHELF: Final = "alarms-shelf"
ALARMS_SOUND: Final = "alarms-sound"
ALARMS_ROWS: Final = "alarms-rows"

OFFICE: Final = "office"
OFFICE_TITLE: Final = "office-title"
OFFICE_NOTE: Final = "office-note"
OFFICE_LINES: Final = "office-lines"
OFFICE_LOG: Final = "office-log"
OFFICE_REMARK: Final = "office-remark"
OFFICE_ANSWER: Final = "office-answer"
OFFICE_ACTS: Final = "office-acts"
SHELVE: Final = "shelve"
SHELVE_FORM: Final = "shelve-form"

CARD: Final = "card"
CARD_EMPTY: Final = "card-empty"
CARD_HEAD: Final = "card-head"
CARD_RAIL: Final = "card-rail"
CARD_CLOCKS: Final = "card-clocks"
CARD_EVIDENCE: Final = "card-evidence"
CARD_BEHIND: Final = "card-behind"
CARD_FILES: Final = "card-files"
CARD_FIGURE: Final = "card-figure"
CARD_REQUESTS: Final = "card-requests"
CARD_UNITS: Final = "card-units"
CARD_NEAREST: Final = "card-nearest"
CARD_GUARDS: Final = "card-guards"
CARD_ACTIONS: Final = "card-actions"
CARD_ANSWER: Final = "card-answer"
CARD_AUDIT: Final = "card-audit"

LOG_ROWS: Final = "log-rows"
LOAD_NOTE: Final = "load-note"
LOAD_PLOT: Final = "load-plot"
NEXT_ROWS: Final = "next-rows"
COMMAND_SAYS: Final = "command-says"
COMMAND_KEYS: Final = "command-keys"

SIGNAL: Final = "signal"
SIGNAL_FORM: Final = "signal-form"
SIGNAL_CATEGORY: Final = "signal-category"
SIGNAL_LEVEL: Final = "signal-level"
SIGNAL_ADDRESS: Final = "signal-address"
SIGNAL_FOUND: Final = "signal-found"
SIGNAL_LON: Final = "signal-lon"
SIGNAL_LAT: Final = "signal-lat"
SIGNAL_PLACE: Final = "signal-place"
SIGNAL_DETAIL: Final = "signal-detail"
SIGNAL_ANSWER: Final = "signal-answer"

SENTENCE: Final = "sentence"
SENTENCE_NOTE: Final = "sentence-note"
HEAT_HEADLINE: Final = "heat-headline"
HEAT_NOTE: Final = "heat-note"
HEAT_TABLE: Final = "heat-table"
HEAT_MORE: Final = "heat-more"
EXPLAIN: Final = "explain"
EXPLAIN_DIALOG: Final = "explain-dialog"
RATES_NOTE: Final = "rates-note"
RATES_ROWS: Final = "rates-rows"
AGES_ROWS: Final = "ages-rows"
ORIGINS_ROWS: Final = "origins-rows"
OVERDUE_COUNT: Final = "overdue-count"
OVERDUE_ROWS: Final = "overdue-rows"


def all_names() -> dict[str, str]:
    """The ids by the word that JavaScript knows them by.

    >>> all_names()["loop_rows"]
    'loop-rows'
    """
    return {word.lower(): name for word, name in globals().items() if word.isupper()}
