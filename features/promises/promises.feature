Feature: Promises (承诺)
  Whoever promises says what, by when, who answers for it, and what it is to bring about. What becomes of it is kept.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  # H01
  Rule: What is promised to all is published, and anybody can see what became of it

    Example: The catalogue of published promises
      When promise P-1 is published on 2021-01-04
        | text            | 订货次日送达     |
        | due             | 2021-12-31 |
        | owner           | E9         |
        | expected effect | 断货投诉减半     |
      Then the table promises reads
        | promise_no | published | customer_no | owner | text   | expected_effect | made_at    | due_on     | status |
        | P-1        | True      |             | E9    | 订货次日送达 | 断货投诉减半          | 2021-01-04 | 2021-12-31 | open   |

  # H02
  Rule: A promise to a customer is that customer's, whatever it is about

    Example: The complaint tells the customer
      Given complaint C-1 was received on 2021-07-01
        | text     | 少送一条   |
        | customer | 110001 |
      When promise P-1 is made on 2021-07-02
        | text            | 两周内补齐物料    |
        | due             | 2021-07-15 |
        | complaint       | C-1        |
        | expected effect | 不再投诉       |
      Then the table promises reads
        | promise_no | customer_no | complaint_no | owner | due_on     |
        | P-1        | 110001      | C-1          | E7    | 2021-07-15 |
      And shop 110001's history tells
        | what                                                                                      |
        | Entered the supply network (入网)                                                           |
        | Complaint C-1 (投诉) was received: 少送一条                                                      |
        | Promise P-1 (承诺) was made by E7, due 2021-07-15, on complaint C-1: 两周内补齐物料; expected: 不再投诉 |

    Example: Nobody is promised nothing
      When promise P-1 is made on 2021-07-02
        | text            | 补货         |
        | due             | 2021-07-15 |
        | expected effect | 不断货        |
      Then it is refused as promise_to_nobody

    Example: Another shop's order is no ground
      Given shop 110002 was enrolled on 2020-03-01
      And shop 110001 ordered 5 cartons on 2021-06-01
      When promise P-1 is made on 2021-07-02
        | text            | 补货         |
        | due             | 2021-07-15 |
        | customer        | 110002     |
        | order           | A-1        |
        | expected effect | 不断货        |
      Then it is refused as promise_on_anothers_matter

  Rule: A promise is kept until the end of its due day, and late after that

    Background:
      Given shop 110001 was promised P-1 by 2021-07-15

    # H04
    Example: In time, and what it brought about
      When promise P-1 is kept on 2021-07-15T23:59: 货架已满
      Then the table promises reads
        | promise_no | status | days_late | expected_effect | observed_effect |
        | P-1        | kept   | 0         | 不断货             | 货架已满            |

    Example: Late
      When promise P-1 is kept on 2021-07-16: 货架已满
      Then the table promises reads
        | promise_no | status    | days_late |
        | P-1        | kept_late | 1         |

    # H03
    Example: Not at all, and then why and what instead
      When promise P-1 is broken on 2021-07-20 because 停产, instead 改送同类
      Then the table promises reads
        | promise_no | status | reason | workaround |
        | P-1        | broken | 停产     | 改送同类       |

    Example: Not without a reason
      When promise P-1 is broken on 2021-07-20 without a reason, instead 改送同类
      Then it is refused as reason_required

    Example: Withdrawn while it was not due
      When promise P-1 is withdrawn on 2021-07-10: 客户已自行解决
      Then the table promises reads
        | promise_no | status    | reason  |
        | P-1        | withdrawn | 客户已自行解决 |

    Example: Not withdrawn once it was due
      When promise P-1 is withdrawn on 2021-07-16: 做不到
      Then it is refused as promise_is_due

    Example: What became of it stays
      Given promise P-1 was kept on 2021-07-10: 货架已满
      When promise P-1 is broken on 2021-07-20 because 停产, instead 改送同类
      Then it is refused as promise_is_settled

  Rule: The share kept counts what was in time, out of all that is known to be kept, late or broken

    Example: Three made, one kept, one late, one not due
      Given shop 110001 was promised P-1 by 2021-07-15
      And shop 110001 was promised P-2 by 2021-07-15
      And shop 110001 was promised P-3 by 2021-07-31
      And promise P-1 was kept on 2021-07-10: 货架已满
      And promise P-2 was kept on 2021-07-18: 货架已满
      Then the table promise_metrics reads
        | month      | owner | made | kept | kept_late | broken | unsettled | kept_rate |
        | 2021-07-01 | E7    | 3    | 1    | 1         | 0      | 1         | 0.500000  |
      And the promises kept late in 2021-07 are P-2

    Example: Where nothing was due the share is undefined
      Given shop 110001 was promised P-1 by 2021-07-15
      Then the table promise_metrics reads
        | month      | owner | made | unsettled | kept_rate |
        | 2021-07-01 | E7    | 1    | 1         |           |

  # H05
  Rule: Whether customers leave after a broken promise can be seen

    Example: One of two left after it, and of the others none
      Given shop 110002 was enrolled on 2020-03-01
      And shop 110003 was enrolled on 2020-03-01
      And shop 110001 was promised P-1 by 2021-07-15
      And shop 110002 was promised P-2 by 2021-07-15
      And promise P-1 was broken on 2021-07-20 because 停产, instead 改送同类
      And promise P-2 was broken on 2021-07-20 because 停产, instead 改送同类
      And shop 110001 was withdrawn on 2021-08-01
      Then customers left so
        | standing | customers | left_after | left_rate |
        | broken   | 2         | 1          | 0.500000  |
        | late     | 0         | 0          | None      |
        | kept     | 0         | 0          | None      |
        | none     | 1         | 0          | 0.000000  |
      And the customers with a broken promise are 110001, 110002
