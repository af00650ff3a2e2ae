Feature: Closing the day (日结)
  Nobody does anything when a due day passes. Closing a day records what time alone made true, once.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And shop 110001 was promised P-1 by 2021-07-15

  Rule: What fell due is recorded from the instant it fell due, whenever the day is closed

    Example: A promise is overdue when its due day has ended
      When the day is closed at 2021-07-16
      Then it recorded
        | topic          | number | since      |
        | promise.lapsed | P-1    | 2021-07-16 |
      And the table promises reads
        | promise_no | status  |
        | P-1        | overdue |

    Example: A minute earlier it is not
      When the day is closed at 2021-07-15T23:59
      Then nothing is recorded

    Example: Closed days later it says the same
      When the day is closed at 2021-08-20
      Then it recorded
        | topic          | number | since      |
        | promise.lapsed | P-1    | 2021-07-16 |

    Example: What was kept is not overdue
      Given promise P-1 was kept on 2021-07-15: 货架已满
      When the day is closed at 2021-07-16
      Then nothing is recorded

  Rule: Closing again records only what is new

    Example: The same day twice
      Given the day was closed at 2021-07-16
      When the day is closed at 2021-07-16
      Then nothing is recorded

    Example: A later day
      Given shop 110001 was promised P-2 by 2021-07-20
      And the day was closed at 2021-07-16
      When the day is closed at 2021-07-25
      Then it recorded
        | topic          | number | since      |
        | promise.lapsed | P-2    | 2021-07-21 |

    Example: A dry run records nothing and tells the same
      When the day is tried at 2021-07-16
      Then nothing is recorded
      And it told
        | topic          | number | since      |
        | promise.lapsed | P-1    | 2021-07-16 |

  Rule: The future is not closed

    Example: A day that is not over for anybody
      When the day is closed at 2999-01-01
      Then it is refused as effective_in_future

  Rule: What is told later still counts as it was

    Example: Kept in time, told after the closing
      Given the day was closed at 2021-07-16
      When promise P-1 is kept on 2021-07-14: 货架已满
      Then the table promises reads
        | promise_no | status | days_late | lapsed |
        | P-1        | kept   | 0         | True   |
