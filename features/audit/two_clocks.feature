Feature: Two clocks
  A fact holds from a day on, and it comes to our knowledge on another. An answer names both: what was true on a day
  (--as-of), as far as it was known by an instant (--known-at). What is told late never overrides what holds later.

  Background:
    Given shop 110001 was enrolled on 2020-01-01 with
      | address | 苏州市姑苏区平江路 88 号 |
    And from 2021-09-01 on the file of shop 110001 said
      | address | 苏州市姑苏区观前街 12 号 |
    And a moment passed, remembered as before the late report
    And from 2021-06-01 on the file of shop 110001 said
      | address | 苏州市姑苏区十全街 3 号 |
    And a moment passed, remembered as after the late report

  # A08, A09
  Rule: What is known of a day depends on when one asks

    Example: The file on two days, as known at two instants
      Then the address of shop 110001 is
        | as of      | known at               | address        |
        | 2021-07-01 | before the late report | 苏州市姑苏区平江路 88 号 |
        | 2021-07-01 | after the late report  | 苏州市姑苏区十全街 3 号  |
        | 2021-10-01 | before the late report | 苏州市姑苏区观前街 12 号 |
        | 2021-10-01 | after the late report  | 苏州市姑苏区观前街 12 号 |

    Example: The present file keeps what holds later, though the other was told last
      Then the file of shop 110001 says
        | address | 苏州市姑苏区观前街 12 号 |

    Example: The periods have neither gap nor overlap
      Then the table customer_profile_periods reads
        | customer_no | valid_from | valid_to   | address        |
        | 110001      | 2020-01-01 | 2021-06-01 | 苏州市姑苏区平江路 88 号 |
        | 110001      | 2021-06-01 | 2021-09-01 | 苏州市姑苏区十全街 3 号  |
        | 110001      | 2021-09-01 |            | 苏州市姑苏区观前街 12 号 |

    Example: The position in the log names the same knowledge
      Then the address of shop 110001 is
        | as of      | at position of         | address        |
        | 2021-07-01 | before the late report | 苏州市姑苏区平江路 88 号 |
        | 2021-07-01 | after the late report  | 苏州市姑苏区十全街 3 号  |

    Example: The timeline shows what was told late
      Then the last fact of shop 110001 told is of 2021-06-01
      And it was told after its day

  # A08
  Rule: The same question at the same position has the same answer, for ever

    Example: Later facts and rebuilt tables change no earlier answer
      Given the answers given at the position of after the late report
      And shop 110001 ordered 5 cartons on 2021-05-01
      And from 2020-06-01 on the file of shop 110001 said
        | address | 苏州市吴中区木渎镇 1 号 |
        | name    | 平江路烟酒店      |
      And shop 110001 was withdrawn on 2022-05-31
      And shop 110002 was enrolled on 2020-03-01
      When the read tables are rebuilt
      Then the same questions are answered byte for byte the same

  Rule: A fact is of the past or the present

    Example: The future is refused
      When from 2999-01-01 on the file of shop 110001 is to say
        | name | 平江路烟酒店 |
      Then it is refused as effective_in_future

    Example: A slip of the pen is refused
      When from 0210-09-01 on the file of shop 110001 is to say
        | name | 平江路烟酒店 |
      Then it is refused as effective_too_early

    Example: Before there was anything there is nothing to show
      When the file of shop 110001 is asked for as of 2019-12-31
      Then it is refused as customer_not_enrolled_yet

  Rule: A day is the branch's day

    Example: A late evening in Suzhou belongs to its own month
      When shop 110001 orders 5 cartons on 2021-03-31T23:30+08:00
      Then the table customer_months reads
        | customer_no | month      | orders |
        | 110001      | 2021-03-01 | 1      |

    Example: So does the first minute of the next
      When shop 110001 orders 5 cartons on 2021-03-31T16:00Z
      Then the table customer_months reads
        | customer_no | month      | orders |
        | 110001      | 2021-04-01 | 1      |
