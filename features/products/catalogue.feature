Feature: The catalogue (品规目录)
  Articles, what they cost from which day on, and how they sell. An order may name an article that is not in it.

  Background:
    Given article 6901028 was registered on 2021-01-01
      | name             | 利群     |
      | brand            | 利群     |
      | sticks per pack  | 20     |
      | packs per carton | 10     |
      | transfer price   | 93.50  |
      | retail price     | 140.00 |

  Rule: An article has its prices from a day on, past or planned

    Example: A planned price stands beside the one in force
      When from 2021-07-01 on article 6901028 costs, told on 2021-06-01
        | retail price | 150 |
      Then the table product_prices reads
        | sku     | valid_from | valid_to   | transfer_price | retail_price | price_class |
        | 6901028 | 2021-01-01 | 2021-07-01 | 93.50          | 140.00       | 2           |
        | 6901028 | 2021-07-01 |            | 93.50          | 150          | 2           |

    Example: A price told late runs on past a change of another
      Given from 2021-07-01 on article 6901028 cost, told on 2021-06-01
        | retail price | 150 |
      When from 2021-05-01 on article 6901028 costs, told on 2021-08-01
        | transfer price | 100.00 |
      Then the table product_prices reads
        | valid_from | valid_to   | transfer_price | retail_price | price_class |
        | 2021-01-01 | 2021-05-01 | 93.50          | 140.00       | 2           |
        | 2021-05-01 | 2021-07-01 | 100.00         | 140.00       | 1           |
        | 2021-07-01 |            | 100.00         | 150          | 1           |

    Example: A price told late ends where a list says the old one again
      Given from 2021-07-01 on article 6901028 cost, told on 2021-06-01
        | retail price | 140 |
      When from 2021-05-01 on article 6901028 costs, told on 2021-08-01
        | retail price | 130 |
      Then the table product_prices reads
        | valid_from | valid_to   | retail_price |
        | 2021-01-01 | 2021-05-01 | 140.00       |
        | 2021-05-01 | 2021-07-01 | 130          |
        | 2021-07-01 |            | 140          |

    Example: A price that was told for the day is not told again
      When from 2021-01-01 on article 6901028 costs, told on 2021-06-01
        | retail price | 140 |
      Then nothing is recorded

    Example: A price is above nothing
      When from 2021-07-01 on article 6901028 costs, told on 2021-06-01
        | retail price | 0 |
      Then it is refused as invalid_value

  Rule: A price has the class (价类) that follows from the sticks in a carton, whichever was told first

    Example: The packs in a carton are corrected
      Given from 2021-07-01 on article 6901028 cost, told on 2021-06-01
        | retail price | 150 |
      And from 2021-09-01 on article 6901028 cost, told on 2021-06-01
        | transfer price | 30.00 |
      When article 6901028 is corrected on 2021-01-01
        | packs per carton | 5 |
      Then the table product_prices reads
        | valid_from | valid_to   | transfer_price | retail_price | price_class |
        | 2021-01-01 | 2021-07-01 | 93.50          | 140.00       | 1           |
        | 2021-07-01 | 2021-09-01 | 93.50          | 150          | 1           |
        | 2021-09-01 |            | 30.00          | 150          | 3           |

    Example: The packs in a carton are told after the price
      Given article 6901029 was registered on 2021-01-01
        | name            | 中华  |
        | sticks per pack | 20  |
        | transfer price  | 200 |
      When article 6901029 is corrected on 2021-03-01
        | packs per carton | 10 |
      Then the table product_prices reads
        | sku     | valid_from | transfer_price | price_class |
        | 6901028 | 2021-01-01 | 93.50          | 2           |
        | 6901029 | 2021-01-01 | 200            | 1           |

    Example: What the catalogue says already changes no class
      When article 6901028 is corrected on 2021-03-01
        | packs per carton | 10 |
      Then nothing is recorded

  Rule: How an article sells is dated too

    Example: Scarce, and then withdrawn
      Given article 6901028 became scarce on 2021-03-01
      When article 6901028 is withdrawn on 2021-12-01
      Then the table products reads
        | sku     | name | state  | state_since | withdrawn_on |
        | 6901028 | 利群   | scarce | 2021-03-01  | 2021-12-01   |

    Example: A withdrawn article takes no other price
      Given article 6901028 was withdrawn on 2021-12-01
      When from 2022-01-01 on article 6901028 costs, told on 2021-12-02
        | retail price | 150 |
      Then it is refused as product_is_withdrawn

    Example: A number is registered once
      When article 6901028 is registered on 2021-02-01
        | name | 中华 |
      Then it is refused as product_already_registered

  # F16
  Rule: At what price an article is sold in the market is collected

    Example: A shop sells below the price it is to sell at
      Given shop 110001 was enrolled on 2020-03-01
      When article 6901028 is seen on sale for 131.00 at shop 110001 on 2021-06-07
      Then the table price_observations reads
        | sku     | observed_at | price  | customer_no | observed_by |
        | 6901028 | 2021-06-07  | 131.00 | 110001      | E7          |
      And shop 110001's history tells
        | day        | what                                                      |
        | 2020-03-01 | Entered the supply network (入网)                           |
        | 2021-06-07 | A carton (条) of product 6901028 was seen on sale for 131.00 |
