Feature: Who did what, and why
  Every fact says who told it, why, from when it holds, and when and under which login it was stored. Nobody changes
  it afterwards.

  # A09, A21
  Rule: The history names who, when and why

    Example: The timeline tells it in sentences
      Given E7 enrolled shop 110001 from 2020-03-01 on because 新证入网
      And E12 renamed shop 110001 to 观前街烟酒店 from 2021-06-01 on because 店招更换
      When E3 withdraws shop 110001 from 2022-05-31 on because 店主申请歇业
      Then shop 110001's history tells
        | day        | what                                 | by  | why    |
        | 2020-03-01 | Entered the supply network (入网)      | E7  | 新证入网   |
        | 2021-06-01 | The file was changed: name 观前街烟酒店 | E12 | 店招更换   |
        | 2022-05-31 | Left the supply network (退网): cessation | E3  | 店主申请歇业 |

    Example: A long timeline may be cut to its end
      Given E7 enrolled shop 110001 from 2020-03-01 on because 新证入网
      When E12 renames shop 110001 to 观前街烟酒店 from 2021-06-01 on because 店招更换
      Then the last 1 lines of shop 110001's timeline tell
        | day        | by  |
        | 2021-06-01 | E12 |

    Example: The replay adds where it stands, under which login it was stored, and every field
      Given E7 enrolled shop 110001 from 2020-03-01 on because 新证入网
      When E12 renames shop 110001 to 观前街烟酒店 from 2021-06-01 on because 店招更换
      Then the replay of shop 110001 tells
        | customer_seq | version | topic             | actor | login     |
        | 1            | 1       | customer.enrolled | E7    | indelible |
        | 2            | 2       | customer.renamed  | E12   | indelible |
      And its last payload says
        | name         | 观前街烟酒店               |
        | reason       | 店招更换                 |
        | effective_at | 2021-05-31T16:00:00Z |
        | effective_on | 2021-06-01           |

  Rule: Nobody acts without a name

    Example: Without an employee number nothing is recorded
      When somebody enrols shop 110001 without a number of their own
      Then it is refused as actor_required

  Rule: A command asked twice is carried out once

    Example: The same command under the same id
      Given command K-1 enrolled shop 110001 from 2020-03-01 on
      When command K-1 enrols shop 110001 from 2020-03-01 on
      Then nothing is recorded
      And it is answered: already recorded customer.enrolled

    Example: Another command under that id
      Given command K-1 enrolled shop 110001 from 2020-03-01 on
      When command K-1 enrols shop 110002 from 2020-03-01 on
      Then it is refused as command_id_reused

    Example: What was only tried is not recorded
      When shop 110001 is enrolled on 2020-03-01 for trial
      Then nothing is recorded
      And it is answered: dry run, would record customer.enrolled

  # A08
  Rule: What is recorded is neither changed nor removed

    Scenario Outline: The login that records everything cannot take anything back
      Given shop 110001 was enrolled on 2020-03-01
      When the operator's login tries to <do> the log
      Then the database refuses it
      And the log of shop 110001 names
        | topic             | actor |
        | customer.enrolled | E7    |

      Examples:
        | do       |
        | update   |
        | delete   |
        | truncate |
