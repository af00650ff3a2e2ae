Feature: Why is it so, and who did it
  An auditor points at a value and asks why. The answer names the events it rests on, who recorded them and why, the rule
  that made the value and what the rule took from each event. Folding these events alone gives the value again; every
  other event of the history could be left out.

  Background:
    Given E7 enrolled shop 110001 at 苏州市姑苏区平江路 88 号 from 2020-01-01 on because 新证入网
    And E12 moved shop 110001 to 苏州市姑苏区观前街 12 号 from 2021-09-01 on because 租约到期
    And E3 moved shop 110001 to 苏州市姑苏区十全街 3 号 from 2021-06-01 on because 补录旧址

  # A08, A09, A21
  Rule: A value names the events it rests on, and no others

    Example: Why is this shop's address so?
      When it is asked why address in customer_profiles of shop 110001 is so
      Then it is 苏州市姑苏区观前街 12 号 by rule customer_profiles/1
      And it rests on
        | position | by  | why  | before          | after          | inputs  |
        | 2        | E12 | 租约到期 | 苏州市姑苏区平江路 88 号 | 苏州市姑苏区观前街 12 号 | address |

    Example: Why was it so on an earlier day?
      When it is asked why address in customer_profiles of shop 110001 was so as of 2021-07-01
      Then it is 苏州市姑苏区十全街 3 号 by rule customer_profiles/1
      And it rests on
        | position | by | why  |
        | 3        | E3 | 补录旧址 |

    Example: And what was thought before the late report?
      When it is asked why address in customer_profiles of shop 110001 was so as of 2021-07-01, known at position 2
      Then it is 苏州市姑苏区平江路 88 号 by rule customer_profiles/1
      And it rests on
        | position | by | why  |
        | 1        | E7 | 新证入网 |

    Example: A class code rests on its three parts
      Given from 2021-01-01 on the file of shop 110001 said
        | market type     | urban   |
        | business format | grocery |
      And from 2021-02-01 on the file of shop 110001 said
        | business scale | small |
      And from 2021-03-01 on the file of shop 110001 said
        | business scale | large |
      When it is asked why class_code in customer_profiles of shop 110001 is so
      Then it is CZ1 by rule customer_profiles/1
      And it rests on
        | position | changed | inputs         |
        | 4        | False   |                |
        | 6        | True    | business_scale |

    Example: A month's sum rests on each of its orders, cancelled ones too
      Given shop 110001 placed order A-1 on 2021-05-03
        | sku           | cartons | worth  |
        | 6901028075831 | 3       | 150.00 |
      And shop 110001 placed order A-2 on 2021-05-10
        | sku           | cartons | worth  |
        | 6901028075831 | 4       | 200.00 |
      And order A-1 was cancelled on 2021-05-11
      And shop 110001 placed order A-3 on 2021-06-01
        | sku           | cartons | worth  |
        | 6901028075831 | 9       | 450.00 |
      When it is asked why requested_qty in customer_months of shop 110001 is so for 2021-05-01
      Then it is 4 by rule customer_months/2
      And it rests on
        | position | before | after | inputs                    |
        | 4        |        | 3     | effective_on requested_qty |
        | 5        | 3      | 7     | effective_on requested_qty |
        | 6        | 7      | 4     | placed_on requested_qty    |

  Rule: What many customers' events add up to is explained from the whole log

    Background:
      Given shop 110002 was enrolled on 2020-01-01
      And shop 110001 was visited on 2021-07-02 for 访销: 陈列整齐
      And shop 110002 was visited on 2021-07-05 for 访销: 缺货
      And shop 110002 was visited on 2021-08-02 for 访销: 陈列整齐

    Example: Why were so many shops called on in July?
      When it is asked why made in contact_metrics is so for the row 2021-07-01, E7
      Then it is 2 by rule contact_metrics/1
      And it rests on
        | position | by | before | after | inputs               |
        | 5        | E7 |        | 1     | effective_on visitor |
        | 6        | E7 | 1      | 2     | effective_on visitor |

    Example: And as it was on an earlier day?
      When it is asked why made in contact_metrics was so for the row 2021-07-01, E7 as of 2021-07-04
      Then it is 1 by rule contact_metrics/1
      And it rests on
        | position | before | after |
        | 5        |        | 1     |

    Example: Which month is meant?
      When it is asked why made in contact_metrics is so for the row E7
      Then it is refused as row_not_named

    Example: A table of customers' rows asks for the customer
      When it is asked why address in customer_profiles is so, of no row
      Then it is refused as customer_not_named

    Example: A table of no customer's rows asks for none
      When it is asked why made in contact_metrics of shop 110001 is so
      Then it is refused as table_of_no_customer

    Example: What is made from other tables is explained by these
      When it is asked why profit in retailer_margins of shop 110001 is so
      Then it is refused as view_not_explained

  Rule: A question that leaves open which value is meant is refused

    Example: The shop has several periods
      When it is asked why address in customer_profile_periods of shop 110001 is so
      Then it is refused as row_not_named

    Example: The field does not exist
      When it is asked why adress in customer_profiles of shop 110001 is so
      Then it is refused as field_unknown

    Example: The table does not exist
      When it is asked why address in profiles of shop 110001 is so
      Then it is refused as table_unknown

  Rule: Two answers are told apart field by field, with who made them differ and why

    Example: Between two days of the business
      When the tables of shop 110001 are compared from 2021-07-01 to 2021-10-01
      Then there differs
        | table                    | field    | before         | after          | by  | why  |
        | customer_profiles        | address  | 苏州市姑苏区十全街 3 号 | 苏州市姑苏区观前街 12 号 | E12 | 租约到期 |
        | customer_profile_periods | valid_to |                | 2021-09-01     | E12 | 租约到期 |
        | customer_profile_periods | address  | 苏州市姑苏区十全街 3 号 | 苏州市姑苏区观前街 12 号 | E12 | 租约到期 |

    Example: Between two states of our knowledge
      When the tables of shop 110001 are compared from position 2 to position 3
      Then there differs
        | table                    | field    | before          | after         | by | why  |
        | customer_profile_periods | valid_to | 2021-09-01      | 2021-06-01    | E3 | 补录旧址 |
        | customer_profile_periods | address  | 苏州市姑苏区平江路 88 号 | 苏州市姑苏区十全街 3 号 | E3 | 补录旧址 |

  Rule: Every change of a period is reported, of every record, and what was told late as well

    Example: What took effect in June, and who did it?
      Given shop 110002 was enrolled on 2021-06-10
      And shop 110001 was visited on 2021-07-02 for 访销: 陈列整齐
      When the changes effective from 2021-06-01 to 2021-06-30 are asked for
      Then these are the changes
        | position | shop   | field       | before          | after         | by | why  |
        | 3        | 110001 | address     | 苏州市姑苏区平江路 88 号 | 苏州市姑苏区十全街 3 号 | E3 | 补录旧址 |
        | 4        | 110002 | status      |                 | active        | E7 |      |
        | 4        | 110002 | enrolled_at |                 | 2021-06-10    | E7 |      |

    Example: What has one employee recorded?
      When the changes recorded until now by E3 are asked for
      Then these are the changes
        | position | shop   | field   | before          | after         | by | why  |
        | 3        | 110001 | address | 苏州市姑苏区平江路 88 号 | 苏州市姑苏区十全街 3 号 | E3 | 补录旧址 |

    Example: An event that changed nothing visible is named all the same
      Given the file of shop 110001 was verified on 2021-08-02
      And the file of shop 110001 was verified on 2021-08-01
      When the changes effective from 2021-08-01 to 2021-08-31 are asked for
      Then these are the changes
        | position | shop   | field       | before | after      | by | why |
        | 4        | 110001 | verified_at |        | 2021-08-02 | E7 |     |
        | 5        |        |             |        |            | E7 |     |
