"""The pitfalls of section J of the specification: which test stands at which, by number, and that it still does."""

import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent

PITFALLS = {
    1: ("double dispatch of one unit", "test_forty_hands_and_five_units_make_five_assignments"),
    2: ("a second call resets the status", "test_02_a_second_call_does_not_wipe_out_that_a_unit_is_on_scene"),
    3: ("a unit counted twice when on two calls", "test_03_a_unit_on_two_incidents_is_one_unit"),
    5: ("lost update by two dispatchers", "test_thirty_hands_that_saw_one_version_make_one_change"),
    6: ("each click makes a case", "test_a_signal_sent_twenty_times_at_once_is_one_incident"),
    7: ("a key used again with another body", "test_an_operation_key_is_good_for_one_wish"),
    8: ("seeing a resolved alarm re-opens it",
        "test_08_seeing_what_was_over_a_moment_before_does_not_open_it_again"),
    9: ("a message after the fact", "test_a_unit_that_was_cleared_meanwhile_is_not_called"),
    10: ("two schedulers fire one step", "test_t_two_schedulers_fire_the_same_step_under_the_same_key"),
    11: ("the scheduler down for two hours",
         "test_t_scheduler_down_for_hours_fires_each_missed_step_once_in_order_and_tells_each_person_once"),
    12: ("a pause lost with the priority", "test_t_pause_is_not_lost_when_the_priority_changes"),
    13: ("a breach while paused", "test_t_breach_while_paused_never_happens"),
    14: ("a weekend's pause credited twice", "test_t_weekend_pause_is_not_credited"),
    15: ("a pause that does not extend", "test_t_pause_extends_what_is_left_from_when_it_runs_again"),
    16: ("reported outside hours", "test_t_report_created_outside_hours_gets_its_whole_delay"),
    17: ("reminders at night", "test_t_weekend_reminders_wait_for_monday_and_urgent_ones_do_not"),
    18: ("a shorter clock hides another", "test_t_shorter_clock_hides_no_other"),
    19: ("a window's end adds minutes", "test_t_window_end_in_the_last_minute_adds_nothing"),
    20: ("a minute before close", "test_t_one_minute_before_close_stays_on_its_day"),
    21: ("next year's holidays unknown",
         "test_t_unknown_holidays_of_next_year_neither_crash_nor_pass_for_known"),
    22: ("a shifted Saturday", "test_t_shifted_saturdays_are_worked"),
    23: ("naive local times", "test_t_naive_times_are_refused"),
    24: (
        "the browser's clock is wrong",
        "test_24_a_countdown_is_the_same_on_a_computer_whose_clock_is_ten_minutes_off",
    ),
    25: ("a device's clock that is wrong", "test_a_clock_that_is_off_is_set_right_and_marked"),
    28: (
        "a chain of duplicates broken",
        "test_a_merged_report_is_plainly_closed_with_a_note_and_again_with_its_parent",
    ),
    29: ("merging loses fields", "test_29_merging_and_taking_apart_again_leaves_both_exactly_as_they_were"),
    30: ("merging in a circle", "test_30_two_incidents_do_not_go_into_one_another_nor_a_third_below_them"),
    31: ("two fires merged by machine", "test_a_person_is_never_linked_without_a_person"),
    32: ("a sensor that chatters", "test_a_hundred_times_on_and_off_in_five_minutes_is_one_episode"),
    33: ("resolved because data vanished", "test_where_nothing_is_read_the_episode_stays"),
    34: ("a second time not announced", "test_34_what_comes_again_is_announced_again"),
    35: (
        "an alarm flood",
        "test_35_a_flood_is_announced_ten_in_ten_minutes_and_the_rest_counted_with_what_they_share",
    ),
    36: ("a passer-by in the picture", "test_a_false_alarm_silences_its_region_for_half_an_hour"),
    37: ("a drill dispatches real units", "test_an_exercise_leaves_the_house_by_no_way_that_reaches_anybody"),
    45: ("the chain forks", "test_thirty_appends_at_once_make_one_chain"),
    46: ("truncation unseen", "test_no_change_of_a_copy_goes_unseen"),
    47: ("floats break the check", "test_a_float_anywhere_is_a_type_error"),
    48: ("a chain ordered by time", "test_lines_of_one_moment_stand_in_the_order_in_which_they_came"),
    49: ("a line of the log changed", "test_the_log_can_only_grow"),
    50: ("busy after a read", "test_whoever_may_write_has_the_file_before_it_reads"),
    53: ("an alarm silent before the first click", "test_53_a_console_says_that_it_makes_no_sound"),
    54: (
        "a hidden tab misses alarms",
        "test_54_a_hidden_tab_is_nobody_who_watches_and_the_second_console_hears_of_it",
    ),
    55: ("an input method presses keys", "test_55_what_an_input_method_writes_is_no_command"),
    56: ("a list that jumps", "test_nothing_jumps_under_the_hand"),
    57: (
        "a queue that is not refreshed",
        "test_a_dispatch_by_mouse_reaches_the_wall_and_goes_on_to_its_end",
    ),
    64: (
        "people's data on the wall",
        "test_a_wall_is_told_nothing_about_people_neither_at_first_nor_later",
    ),
    65: ("figures that change after the fact", "test_reopened_it_has_a_new_clock_and_the_first_result_stays"),
    66: ("more time just before it is due", "test_66_more_time_is_not_asked_for_when_it_is_due"),
    67: ("who did it checks it", "test_who_reported_it_done_does_not_check_it"),
    68: ("closed with a live unit", "test_done_cannot_be_reported_while_a_unit_is_bound"),
    69: ("a late word from the field", "test_a_late_word_from_the_field_is_taken_if_the_order_is_kept"),
    70: (
        "a role from the account alone",
        "test_70_who_is_off_shift_cannot_file_whatever_the_account_says",
    ),
    71: ("shelved for ever", "test_71_nothing_is_shelved_for_ever_nor_without_a_reason"),
    72: ("a handover unread", "test_72_a_line_that_nobody_ticked_holds_the_handover_up"),
    73: ("a state out of reach", "test_every_state_can_be_reached_and_left_for_an_end"),
    74: (
        "codes of two cities clash",
        "test_74_a_code_that_is_unknown_or_clashes_is_refused_with_its_line",
    ),
    75: ("a reporter never answered", "test_every_signal_that_ends_owes_an_answer_or_says_why_not"),
}  # fmt: skip


@cache
def _tests() -> frozenset[str]:
    files = (one.read_text(encoding="utf-8") for one in HERE.rglob("test_*.py"))
    return frozenset(name for text in files for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("number", PITFALLS, ids=lambda number: f"J {number}")
def test_a_test_stands_at_the_pitfall(number: int):
    what, test = PITFALLS[number]
    assert test in _tests(), f"J {number}, {what}: there is no {test} any more. Which test stands at it now?"
