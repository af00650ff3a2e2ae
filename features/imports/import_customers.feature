Feature: Taking in a list of shops (导入客户)
  A list that comes later fills the files of the shops there are, as facts of the time for which they hold.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And shop 110002 was enrolled on 2020-04-01

  # A02, A04, A08
  Rule: The list fills the files from the day of the enrolment on

    Example: Names and addresses
      Given a list of shops
        """
        店号,店名,地址,状态,截至
        110001,平江路烟酒店,苏州市姑苏区平江路 88 号,A,2022-11-01
        110002,观前街烟酒店,苏州市姑苏区观前街 12 号,A,2022-11-01
        """
      When the list is imported
      Then it is recorded
      And the table customer_profile_periods reads
        | customer_no | valid_from | valid_to | name   | address        |
        | 110001      | 2020-03-01 |          | 平江路烟酒店 | 苏州市姑苏区平江路 88 号 |
        | 110002      | 2020-04-01 |          | 观前街烟酒店 | 苏州市姑苏区观前街 12 号 |

    Example: The same list again
      Given a list of shops
        """
        店号,店名,地址,状态,截至
        110001,平江路烟酒店,苏州市姑苏区平江路 88 号,A,2022-11-01
        """
      And the list was imported
      When the list is imported
      Then nothing is recorded

    Example: What was told of a later day stays
      Given from 2021-09-01 on the file of shop 110001 said
        | address | 苏州市吴中区木渎镇 1 号 |
      And a list of shops
        """
        店号,店名,地址,状态,截至
        110001,平江路烟酒店,苏州市姑苏区平江路 88 号,A,2022-11-01
        """
      When the list is imported
      Then the file of shop 110001 says
        | name    | 平江路烟酒店       |
        | address | 苏州市吴中区木渎镇 1 号 |
      And the file of shop 110001 as of 2021-08-31 says
        | address | 苏州市姑苏区平江路 88 号 |

  # A01
  Rule: Who is called inactive has withdrawn by the day of the list

    Example: One of two
      Given a list of shops
        """
        店号,店名,地址,状态,截至
        110001,平江路烟酒店,苏州市姑苏区平江路 88 号,A,2022-11-01
        110002,观前街烟酒店,苏州市姑苏区观前街 12 号,I,2022-11-01
        """
      When the list is imported
      Then the table customer_profile_periods reads
        | customer_no | valid_from | valid_to   | status    |
        | 110001      | 2020-03-01 |            | active    |
        | 110002      | 2020-04-01 | 2022-11-01 | active    |
        | 110002      | 2022-11-01 |            | withdrawn |

  # A17
  Rule: Shops that are no customers are not made customers

    Background:
      Given a list of shops
        """
        店号,店名,地址,状态,截至
        110009,木渎烟酒店,苏州市吴中区木渎镇 1 号,A,2022-11-01
        """

    Example: Rejected, unless the mapping says otherwise
      When the list is imported
      Then 1 line is rejected as customer_not_found

    Example: Left out
      Given the mapping leaves unknown shops out
      When the list is imported
      Then nothing is recorded
      And 1 line is skipped
