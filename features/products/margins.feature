Feature: What a shop earns on our goods (卖烟利润)
  The retail price of the day of delivery, less what the shop paid; and what we earn on the shop. What has no price is not
  guessed: it is shown as unpriced.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And shop 110002 was enrolled on 2020-03-01
    And article 6901028075831 was registered on 2021-01-01
      | name             | 利群  |
      | sticks per pack  | 20  |
      | packs per carton | 10  |
      | transfer price   | 30  |
      | retail price     | 60  |

  # F22
  Rule: The margin is by the price in force on the day of delivery

    Example: Before and after a new price
      Given from 2021-06-15 on article 6901028075831 cost, told on 2021-06-01
        | retail price | 70 |
      And shop 110001 bought 10 cartons on 2021-06-14
      And shop 110001 bought 10 cartons on 2021-06-15
      When shop 110002 buys 4 cartons on 2021-07-01
      Then the table retailer_margins reads
        | customer_no | month      | delivered_qty | delivered_amount | retail_worth | margin | margin_rate | coverage |
        | 110001      | 2021-06-01 | 20            | 1000.00          | 1300         | 300.00 | 0.230769    | 1.000000 |
        | 110002      | 2021-07-01 | 4             | 200.00           | 280          | 80.00  | 0.285714    | 1.000000 |

    Example: A price told late counts for the past as well, and what was known before can be asked
      Given shop 110001 bought 10 cartons on 2021-06-20
      When from 2021-06-15 on article 6901028075831 costs, told on 2021-07-05
        | retail price | 80 |
      Then the table retailer_margins reads
        | customer_no | margin |
        | 110001      | 300.00 |
      And the margins as known at position 7 are
        | customer_no | margin | profit |
        | 110001      | 100.00 | 200.00 |

  Rule: What has no price is not guessed

    Example: An order before the price, and one of an article that nobody registered
      Given shop 110001 placed order B-1 on 2021-06-10
        | sku           | qty | amount |
        | 6901028075831 | 2   | 100.00 |
        | 无名            | 1   | 300.00 |
      And order B-1 was confirmed on 2021-06-10
      And order B-1 was delivered on 2021-06-10
      When shop 110002 buys 2 cartons on 2020-12-31
      Then the table retailer_margins reads
        | customer_no | priced_amount | unpriced_amount | coverage | retail_worth | margin | margin_rate |
        | 110001      | 100.00        | 300.00          | 0.250000 | 120          | 20.00  | 0.166667    |
        | 110002      | 0             | 100.00          | 0.000000 |              |        |             |

    Example: A withdrawn article has no price any more
      Given article 6901028075831 was withdrawn on 2021-06-15
      And shop 110001 bought 10 cartons on 2021-06-14
      When shop 110001 buys 10 cartons on 2021-06-15
      Then the table retailer_margins reads
        | customer_no | delivered_amount | unpriced_amount | coverage | margin | costed_amount | profit |
        | 110001      | 1000.00          | 500.00          | 0.500000 | 100.00 | 500.00        | 200.00 |

    Example: Nothing is priced after it
      Given article 6901028075831 was withdrawn on 2021-06-15
      When shop 110001 buys 10 cartons on 2021-07-01
      Then the table retailer_margins reads
        | customer_no | unpriced_amount | margin | margin_rate | profit | profit_rate |
        | 110001      | 500.00          |        |             |        |             |

  # C23, F07, F23
  Rule: Large is not profitable

    Example: The larger shop brings less, and we lose on it
      Given shop 110001 placed order B-1 on 2021-06-10
        | sku           | qty | amount |
        | 6901028075831 | 40  | 1100.00 |
      And order B-1 was confirmed on 2021-06-10
      And order B-1 was delivered on 2021-06-10
      When shop 110002 buys 10 cartons on 2021-06-11
      Then the table retailer_margins reads
        | customer_no | delivered_amount | profit  | profit_rate | sales_rank | profit_rank |
        | 110001      | 1100.00          | -100.00 | -0.090909   | 1          | 2           |
        | 110002      | 500.00           | 200.00  | 0.400000    | 2          | 1           |
      And the margins of those on whom we lose are
        | customer_no | profit  |
        | 110001      | -100.00 |
      And the margins below 0.2 are
        | customer_no | margin_rate |
        | 110002      | 0.166667    |

    Example: One list of those who are large and bring little
      Given shop 110003 was enrolled on 2020-03-01
      And shop 110003 bought 30 cartons on 2021-05-10
      And shop 110002 bought 5 cartons on 2021-05-11
      And shop 110001 placed order B-1 on 2021-06-10
        | sku           | qty | amount |
        | 6901028075831 | 40  | 1300.00 |
      And order B-1 was confirmed on 2021-06-10
      And order B-1 was delivered on 2021-06-10
      And shop 110003 placed order B-2 on 2021-06-10
        | sku | qty | amount |
        | 无名  | 1   | 300.00 |
      And order B-2 was confirmed on 2021-06-10
      And order B-2 was delivered on 2021-06-10
      When shop 110002 buys 10 cartons on 2021-06-11
      Then the table retailer_margins reads
        | customer_no | month      | sales_rank | profit_rank | large_unprofitable |
        | 110001      | 2021-06-01 | 1          | 2           | True               |
        | 110002      | 2021-05-01 | 2          | 2           | False              |
        | 110002      | 2021-06-01 | 2          | 1           | False              |
        | 110003      | 2021-05-01 | 1          | 1           | False              |
        | 110003      | 2021-06-01 | 3          |             |                    |
      And the margins of those who are large and bring little are
        | customer_no | month      | profit |
        | 110001      | 2021-06-01 | 100.00 |

    Example: The largest is unprofitable where we lose on everybody
      Given shop 110001 placed order B-1 on 2021-06-10
        | sku           | qty | amount |
        | 6901028075831 | 10  | 290.00 |
      And order B-1 was confirmed on 2021-06-10
      And order B-1 was delivered on 2021-06-10
      When the read tables are rebuilt
      Then the margins of those who are large and bring little are
        | customer_no | profit |
        | 110001      | -10.00 |

  # C14
  Rule: 二八 is measured by profit, too

    Example: The top fifth by worth is not that by profit, and who cannot be ranked is named
      Given shop 110003 was enrolled on 2020-03-01
      And shop 110001 placed order B-1 on 2021-06-10
        | sku           | qty | amount |
        | 6901028075831 | 40  | 1300.00 |
      And order B-1 was confirmed on 2021-06-10
      And order B-1 was delivered on 2021-06-10
      And shop 110003 placed order B-2 on 2021-06-10
        | sku | qty | amount |
        | 无名  | 1   | 200.00 |
      And order B-2 was confirmed on 2021-06-10
      And order B-2 was delivered on 2021-06-10
      And shop 110002 bought 5 cartons on 2021-06-11
      And shop 110002 bought 5 cartons on 2021-07-11
      When the read tables are rebuilt
      Then of the worth of 2021 the top fifth brought 0.650000: shop 110001, of 3 shops
      And of the profit of 2021 the top fifth brought 0.666667: shop 110002, of 2 shops
      And of the profit of 2021-06 the top fifth brought 0.500000: shop 110001, of 2 shops
      And left out of the profit of 2021 is shop 110003

  # F17
  Rule: What a case is sold for is by its sticks

    Example: 50 yuan a carton of 200 sticks are 12,500 a case of 50,000
      When shop 110001 buys 10 cartons on 2021-06-10
      Then the table retailer_margins reads
        | customer_no | revenue_per_case |
        | 110001      | 12500.000000     |
