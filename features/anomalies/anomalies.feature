Feature: Sales anomalies (销售异动)
  A month that departs from the shop's own pattern opens a case, and a case needs an action to close.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And the rule for sales anomalies was published for 2021-01-01 on
    And shop 110001 bought 100 cartons on 2021-01-05
    And shop 110001 bought 120 cartons on 2021-02-05
    And shop 110001 bought 110 cartons on 2021-03-05

  Rule: A month below half or above twice the median before opens a case

    Example: A shop that suddenly buys little
      Given shop 110001 bought 40 cartons on 2021-04-05
      When the sales of 2021-04 are looked through on 2021-05-02
      Then the table sales_anomalies reads
        | anomaly_no             | customer_no | month      | status | value | usual | share  | rule_version |
        | 110001/2021-04/monthly | 110001      | 2021-04-01 | open   | 40    | 110   | 0.3636 | monthly/1    |

    Example: A shop that buys nothing at all
      When the sales of 2021-04 are looked through on 2021-05-02
      Then the table sales_anomalies reads
        | value | usual | share  |
        | 0     | 110   | 0.0000 |

    Example: A shop that suddenly buys much
      Given shop 110001 bought 221 cartons on 2021-04-05
      When the sales of 2021-04 are looked through on 2021-05-02
      Then the table sales_anomalies reads
        | value | usual | share  |
        | 221   | 110   | 2.0091 |

    Example: A shop that buys as ever
      Given shop 110001 bought 60 cartons on 2021-04-05
      When the sales of 2021-04 are looked through on 2021-05-02
      Then nothing is recorded

    Example: A month that is not over tells nothing
      When the sales of 2021-04 are looked through on 2021-04-30
      Then it is refused as month_is_not_over

    Example: A shop that was closed for a while has its reason already
      Given shop 110001 was suspended on 2021-04-10
      When the sales of 2021-04 are looked through on 2021-05-02
      Then nothing is recorded

    Example: A shop that came in the middle of the month has no pattern
      Given shop 110002 was enrolled on 2021-04-10
      And shop 110002 bought 5 cartons on 2021-04-12
      And shop 110001 bought 110 cartons on 2021-04-05
      When the sales of 2021-04 are looked through on 2021-05-02
      Then nothing is recorded

  Rule: A case is opened once, and closed by an action

    Background:
      Given the sales of 2021-04 were looked through on 2021-05-02

    Example: Looked through again
      When the sales of 2021-04 are looked through on 2021-05-03
      Then nothing is recorded

    Example: Seen to, and looked through again
      Given anomaly 110001/2021-04/monthly was closed on 2021-05-04: 走访，店主已恢复订货
      When the sales of 2021-04 are looked through on 2021-05-05
      Then nothing is recorded
      And the table sales_anomalies reads
        | anomaly_no             | status | closed_on  | action     |
        | 110001/2021-04/monthly | closed | 2021-05-04 | 走访，店主已恢复订货 |

    Example: Closed twice
      Given anomaly 110001/2021-04/monthly was closed on 2021-05-04: 走访，店主已恢复订货
      When anomaly 110001/2021-04/monthly is closed on 2021-05-05: 再走访
      Then it is refused as anomaly_is_closed

  Rule: The same position finds the same

    Example: What was recorded later does not change what was found
      Given shop 110001 bought 110 cartons on 2021-04-05
      When the sales of 2021-04 are looked through on 2021-05-02 as known at position 11
      Then the table sales_anomalies reads
        | value | basis_position |
        | 0     | 11             |
