Feature: Taking in a price list (导入品规目录)
  A list registers the articles there are not, and prices all of them from the day it holds.

  Background:
    Given a mapping of price lists

  Rule: A list is a snapshot: its prices hold from its day on

    Example: New articles
      Given a price list
        """
        条码,品名,调拨价,零售价,日期
        6901028,利群,93.50,140.00,2021-01-01
        6901029,中华,200,,2021-01-01
        """
      When the price list is imported
      Then the table product_prices reads
        | sku     | valid_from | valid_to | transfer_price | retail_price |
        | 6901028 | 2021-01-01 |          | 93.50          | 140.00       |
        | 6901029 | 2021-01-01 |          | 200            |              |
      And file, events and tables agree on
        | products | transfer_price | retail_price |
        | 2        | 293.50         | 140.00       |

    Example: The same list again
      Given a price list
        """
        条码,品名,调拨价,零售价,日期
        6901028,利群,93.50,140.00,2021-01-01
        """
      And the price list was imported
      When the price list is imported
      Then nothing is recorded
      And file, events and tables agree on
        | products | transfer_price | retail_price |
        | 1        | 93.50          | 140.00       |

    Example: A later list changes what is other in it
      Given a price list
        """
        条码,品名,调拨价,零售价,日期
        6901028,利群,93.50,140.00,2021-01-01
        """
      And the price list was imported
      And a price list
        """
        条码,品名,调拨价,零售价,日期
        6901028,利群（新版）,93.50,150.00,2021-07-01
        6901029,中华,200,,2021-07-01
        """
      When the price list is imported
      Then the table product_prices reads
        | sku     | valid_from | valid_to   | transfer_price | retail_price |
        | 6901028 | 2021-01-01 | 2021-07-01 | 93.50          | 140.00       |
        | 6901028 | 2021-07-01 |            | 93.50          | 150.00       |
        | 6901029 | 2021-07-01 |            | 200            |              |
      And the table products reads
        | sku     | name    |
        | 6901028 | 利群（新版） |
        | 6901029 | 中华      |

  Rule: A bad line is rejected with its reason, and the others are taken in

    Example: One line of each kind
      Given a price list
        """
        条码,品名,调拨价,零售价,日期
        6901028,利群,93.50,140.00,2021-01-01
        =690102,公式,1,2,2021-01-01
        6901030,,1,2,2021-01-01
        6901031,十元,十元,2,2021-01-01
        6901032,白送,0,2,2021-01-01
        6901033,将来,1,2,2999-01-01
        6901034,两次,1,2,2021-01-01
        6901034,两次,1,3,2021-01-01
        6901035,少一格,1,2
        """
      When the price list is imported
      Then these lines are rejected
        | code             | lines |
        | repeated_product | 2     |
        | formula_in_id    | 1     |
        | missing_value    | 1     |
        | bad_field        | 1     |
        | invalid_value    | 1     |
        | date_in_future   | 1     |
        | wrong_width      | 1     |
      And file, events and tables agree on
        | products | transfer_price | retail_price |
        | 1        | 93.50          | 140.00       |
