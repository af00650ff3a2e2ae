Feature: Satisfaction (满意度)
  Satisfaction is experience minus expectation. Every figure is a numerator over a denominator, told for everybody and by
  stratum, and opens to the answers that make it.

  Background:
    Given shop 110001 was enrolled on 2020-03-01 with
      | market type | urban |
    And shop 110002 was enrolled on 2020-03-01 with
      | market type | rural |

  Rule: A customer rates an order from 1 to 5

    Background:
      Given shop 110001 placed order A-1 on 2021-05-03
        | sku  | cartons | worth  |
        | 6901 | 5       | 250.00 |
      And shop 110002 placed order B-1 on 2021-05-03
        | sku  | cartons | worth  |
        | 6901 | 5       | 250.00 |

    Example: By month and market type
      Given order A-1 was rated 5 on 2021-05-10
      And order A-1 was rated 2 on 2021-05-11 again as A-1/2
      When order B-1 is rated 4 on 2021-05-31
      Then the report of 2021-05 by market_type reads
        | stratum           | measure   | numerator | denominator | value    |
        | market_type=rural | csat_mean | 4         | 1           | 4.000000 |
        | market_type=urban | csat_mean | 7         | 2           | 3.500000 |
        | market_type=rural | csat_top2 | 1         | 1           | 1.000000 |
        | market_type=urban | csat_top2 | 1         | 2           | 0.500000 |
      And the figures of 2021-05 read
        | measure   | numerator | denominator | value    |
        | csat_mean | 11        | 3           | 3.666667 |
        | csat_top2 | 2         | 3           | 0.666667 |

    Example: Once under one number
      Given order A-1 was rated 5 on 2021-05-10
      When order A-1 is rated 4 on 2021-05-11
      Then it is refused as order_already_rated

    Example: Not off the scale
      When order A-1 is rated 6 on 2021-05-11
      Then it is refused as invalid_score

  # J01
  Rule: Satisfaction is experience minus expectation: above 0 satisfied, below 0 dissatisfied, more is more

    Background:
      Given questionnaire LSH was published on 2021-01-01 with
        | item | asks        | scale   | about | layer   | need_level |
        | e1   | expectation | [1, 10] | 送货    | service | basic      |
        | p1   | experience  | [1, 10] | 送货    | service | basic      |
        | e2   | expectation | [1, 10] | 货源    | product | expected   |
        | p2   | experience  | [1, 10] | 货源    | product | expected   |
        | p3   | experience  | [1, 10] |       | social  |            |
        | n1   | need        | [1, 5]  |       |         |            |
      And survey Q1 of LSH was opened on 2021-02-01 with
        | size | all:4 |

    Example: Nine where ten was expected disappoints, six where four was expected does not
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=10, p1=9
      And shop 110002 answered survey Q1 on 2021-02-03: e1=4, p1=6
      Then the figures of survey=Q1 read
        | measure              | numerator | denominator | value    |
        | disconfirmation:1-10 | 2520      | 5040        | 0.500000 |
        | gap_negative         | 1         | 2           | 0.500000 |
        | gap_positive         | 1         | 2           | 0.500000 |
        | response_rate        | 2         | 4           | 0.500000 |

    # J02
    Example: A need met, an expectation met, and more than that: met, satisfied, delighted
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=5, p1=5, e2=5, p2=5
      And shop 110002 answered survey Q1 on 2021-02-03: e1=5, p1=4, e2=5, p2=9
      Then the figures of survey=Q1 read
        | measure      | numerator | denominator | value    |
        | delighted    | 1         | 4           | 0.250000 |
        | dissatisfied | 1         | 4           | 0.250000 |
        | met          | 1         | 4           | 0.250000 |
        | satisfied    | 1         | 4           | 0.250000 |

    # J03
    Example: Product, service and social satisfaction
      Given shop 110001 answered survey Q1 on 2021-02-03: p1=10, p2=1, p3=4
      Then the report of survey=Q1 on index reads
        | measure               | value      |
        | index                 | 44.444444  |
        | index/asks=experience | 44.444444  |
        | index/layer=product   | 0.000000   |
        | index/layer=service   | 100.000000 |
        | index/layer=social    | 33.333333  |

    Example: Without an expectation the figure is undefined, not 0, in table, JSON and report
      Given shop 110001 answered survey Q1 on 2021-02-03: p1=9
      Then the figures of survey=Q1 read
        | measure              | numerator | denominator | value |
        | disconfirmation:1-10 | 0         | 0           |       |
        | satisfied            | 0         | 0           |       |
      And the printed report of survey=Q1 has no value for disconfirmation:1-10

    # G03
    Example: Services that customers do not want are told
      Given shop 110001 answered survey Q1 on 2021-02-03: n1=1
      And shop 110002 answered survey Q1 on 2021-02-03: n1=5
      Then the report of survey=Q1 on unneeded reads
        | measure              | numerator | denominator | value    |
        | unneeded/item=LSH:n1 | 1         | 2           | 0.500000 |

    # J10
    Example: A figure opens to the answers behind it, the lowest first
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=4, p1=6
      And shop 110002 answered survey Q1 on 2021-02-03: e1=10, p1=9
      Then behind disconfirmation:1-10 of survey=Q1 stand
        | answer_no | customer_no | value     | numerator | denominator |
        | Q1:110002 | 110002      | -1.000000 | -2520     | 2520        |
        | Q1:110001 | 110001      | 2.000000  | 5040      | 2520        |

    Example: The same question on an earlier day is answered as it was then
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=4, p1=6
      And shop 110002 answered survey Q1 on 2021-02-20: e1=10, p1=9
      Then as of 2021-02-19 disconfirmation:1-10 of survey=Q1 was 2.000000

    Example: Another version of the questionnaire leaves old outcomes byte for byte
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=4, p1=6, p3=2
      And what the figures say
      When questionnaire LSH is published on 2021-01-02 with
        | item | asks       | scale   | layer   |
        | p3   | experience | [1, 10] | product |
      And the read tables are rebuilt
      Then the figures say the same
