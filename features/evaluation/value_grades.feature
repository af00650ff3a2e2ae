Feature: Value grades (客户价值等级)
  A grade is a dated decision under published rules. It can be explained, appealed against, put aside for a time, and
  repeated years later.

  Background:
    Given shop 110001 was enrolled on 2020-03-01 with
      | account manager | E3 |
    And shop 110002 was enrolled on 2020-03-01
    And from 2021-01-01 on 40 cartons a month reach A and 30 B, 0 points more to rise, 0 less to fall
    And shop 110001 bought each month
      | month   | cartons |
      | 2021-02 | 120     |
      | 2021-05 | 54      |
    And shop 110002 bought each month
      | month   | cartons |
      | 2021-02 | 93      |
      | 2021-05 | 93      |
    And 2021Q1 was evaluated

  # C02, C05, C06, D13, D14
  Rule: A shop that loses its grade learns why, and what would have been enough

    Example: Sales fell by half
      When 2021Q2 is evaluated
      Then it is recorded
      And the table tier_assignments reads
        | customer_no | kind        | value | valid_from | valid_to   | round_id | rule_version |
        | 110001      | value_grade | A     | 2021-04-01 | 2021-07-01 | 2021Q1   | value/1      |
        | 110001      | value_grade | C     | 2021-07-01 |            | 2021Q2   | value/1      |
        | 110002      | value_grade | B     | 2021-04-01 | 2021-07-01 | 2021Q1   | value/1      |
        | 110002      | value_grade | B     | 2021-07-01 |            | 2021Q2   | value/1      |
      And the grade of shop 110001 is explained by
        | grade | before | move    | total     | rule_version |
        | C     | A      | lowered | 36.000000 | value/1      |
      And shop 110001 is told "12 cartons (条) a month more would reach B"
      And shop 110002 is told "9 cartons (条) a month more would reach A"

    Example: The grade of the quarter before is explained as it was
      Given 2021Q2 was evaluated
      Then the grade of shop 110001 in 2021Q1 is explained by
        | grade | move  | total     |
        | A     | first | 80.000000 |

  # C04, C12, D15
  Rule: A round tells who went where

    Example: Two shops, two ways
      When 2021Q2 is evaluated
      Then the table tier_transitions reads
        | round_id | grade_before | grade_after | customers |
        | 2021Q1   |              | A           | 1         |
        | 2021Q1   |              | B           | 1         |
        | 2021Q2   | A            | C           | 1         |
        | 2021Q2   | B            | B           | 1         |
      And the table evaluation_scores reads
        | round_id | customer_no | contribution | total     | grade_before | grade | move    |
        | 2021Q1   | 110001      | 80.000000    | 80.000000 |              | A     | first   |
        | 2021Q1   | 110002      | 62.000000    | 62.000000 |              | B     | first   |
        | 2021Q2   | 110001      | 36.000000    | 36.000000 | A            | C     | lowered |
        | 2021Q2   | 110002      | 62.000000    | 62.000000 | B            | B     | kept    |

  # C05
  Rule: A period is evaluated once, when it is over, in order

    Example: Twice
      When 2021Q1 is evaluated
      Then it is refused as round_is_closed

    Example: Too early
      When 2199Q1 is evaluated
      Then it is refused as effective_in_future

    Example: Before one that was held
      When 2020Q4 is evaluated
      Then it is refused as round_out_of_order

    Example: Of another length
      When 2021H1 is evaluated
      Then it is refused as period_of_another_length

  # C21, C22
  Rule: Rules change from a day on, and earlier grades stay under theirs

    Example: Falling takes more than it did
      Given from 2021-06-15 on 40 cartons a month reach A and 30 B, 0 points more to rise, 50 less to fall
      When 2021Q2 is evaluated
      Then the grade of shop 110001 is explained by
        | grade | before | move        | total     | rule_version |
        | A     | A      | not_lowered | 36.000000 | value/2      |
      And the grade of shop 110001 in 2021Q1 is explained by
        | rule_version |
        | value/1      |

  Rule: A superior may put another grade in force for a time; no round takes it for a floor

    Example: It ends on its day, by an event
      Given 2021Q2 was evaluated
      And shop 110001 was put in A from 2021-07-10 until 2021-10-01, approved by E9: 门前修路
      When the day is closed at 2021-10-01
      Then the table tier_assignments reads
        | customer_no | value | valid_from | valid_to   | round_id | reason |
        | 110001      | A     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |
        | 110001      | A     | 2021-07-10 | 2021-10-01 |          | 门前修路   |
        | 110001      | C     | 2021-07-01 | 2021-07-10 | 2021Q2   |        |
        | 110001      | C     | 2021-10-01 |            | 2021Q2   |        |
        | 110002      | B     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |
        | 110002      | B     | 2021-07-01 |            | 2021Q2   |        |
      And the table value_grade_overrides reads
        | customer_no | grade | until      | status  | ended_at   | approved_by |
        | 110001      | A     | 2021-10-01 | expired | 2021-10-01 | E9          |

    Example: A round grades beneath it
      Given shop 110001 was put in B from 2021-05-10 until 2021-12-01, approved by E9: 门前修路
      When 2021Q2 is evaluated
      Then the grade of shop 110001 is explained by
        | grade | before |
        | C     | A      |
      And the table tier_assignments reads
        | customer_no | value | valid_from | valid_to   | round_id | reason | override_until |
        | 110001      | A     | 2021-04-01 | 2021-05-10 | 2021Q1   |        |                |
        | 110001      | B     | 2021-05-10 | 2021-07-01 |          | 门前修路   | 2021-12-01     |
        | 110001      | B     | 2021-07-01 |            |          | 门前修路   | 2021-12-01     |
        | 110002      | B     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |                |
        | 110002      | B     | 2021-07-01 |            | 2021Q2   |        |                |

    Example: An appeal is granted beneath it
      Given 2021Q2 was evaluated
      And shop 110001 was put in A from 2021-07-03 until 2021-12-01, approved by E9: 门前修路
      And shop 110001 appealed against 2021Q2 on 2021-07-05: 六月的两张订单没有计入
      When the appeal of shop 110001 against 2021Q2 is granted on 2021-07-12
        | grade       | B      |
        | approved by | E9     |
        | reason      | 两单确属六月 |
      Then shop 110001's grades are
        | value | valid_from | valid_to   | round_id | reason |
        | A     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |
        | C     | 2021-07-01 | 2021-07-03 | 2021Q2   |        |
        | A     | 2021-07-03 | 2021-07-12 |          | 门前修路   |
        | A     | 2021-07-12 |            |          | 门前修路   |

    Example: Not by the account manager, nor by whoever asks
      When shop 110001 is put in A from 2021-07-10 until 2021-10-01, approved by E3: 门前修路
      Then it is refused as approver_is_account_manager

    Example: Not by oneself
      When shop 110001 is put in A from 2021-07-10 until 2021-10-01, approved by E7: 门前修路
      Then it is refused as approver_is_actor

  Rule: A shop may appeal against its last grade, and gets an answer

    Example: Granted
      Given 2021Q2 was evaluated
      And shop 110001 appealed against 2021Q2 on 2021-07-05: 六月的两张订单没有计入
      When the appeal of shop 110001 against 2021Q2 is granted on 2021-07-12
        | grade       | B      |
        | approved by | E9     |
        | reason      | 两单确属六月 |
      Then shop 110001's grades are
        | value | valid_from | valid_to   | round_id | reason |
        | A     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |
        | C     | 2021-07-01 | 2021-07-12 | 2021Q2   |        |
        | B     | 2021-07-12 |            | 2021Q2   | 两单确属六月 |
      And the grade of shop 110001 is explained by
        | grade | before | move      | total     |
        | B     | A      | corrected | 36.000000 |
      And shop 110001 is told "22 cartons (条) a month more would reach A"
      And shop 110001 is not told "would reach B"

    Example: Rejected
      Given 2021Q2 was evaluated
      And shop 110001 appealed against 2021Q2 on 2021-07-05: 六月的两张订单没有计入
      When the appeal of shop 110001 against 2021Q2 is rejected on 2021-07-12: 两单属七月
      Then it is recorded
      And shop 110001's grades are
        | value | valid_from | valid_to   | round_id | reason |
        | A     | 2021-04-01 | 2021-07-01 | 2021Q1   |        |
        | C     | 2021-07-01 |            | 2021Q2   |        |

    Example: Against a round that a later one followed
      Given 2021Q2 was evaluated
      When shop 110001 appeals against 2021Q1 on 2021-07-05: 太低
      Then it is refused as later_round_graded

    Example: Before its grade holds
      Given 2021Q2 was evaluated
      When shop 110001 appeals against 2021Q2 on 2020-02-29: 太低
      Then it is refused as appeal_too_early

    Example: Granted before it was made
      Given 2021Q2 was evaluated
      And shop 110001 appealed against 2021Q2 on 2021-07-20: 太低
      When the appeal of shop 110001 against 2021Q2 is granted on 2021-07-10
        | grade       | A    |
        | approved by | E9   |
        | reason      | 两单确属六月 |
      Then it is refused as appeal_not_made_yet

    Example: Rejected before it was made
      Given 2021Q2 was evaluated
      And shop 110001 appealed against 2021Q2 on 2021-07-20: 太低
      When the appeal of shop 110001 against 2021Q2 is rejected on 2021-07-19: 两单属七月
      Then it is refused as appeal_not_made_yet

  # C14
  Rule: 二八 is measured

    Example: The top fifth of two shops is one
      Then of the worth of 2021 the top fifth bought 0.516667: shop 110002
