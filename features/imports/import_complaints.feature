Feature: Taking in complaints of other systems (导入投诉)
  What was done with a complaint before it came to us is kept with it: each step as a fact of its own time.

  Rule: A row may be a whole complaint

    Background:
      Given complaints are listed one a row

    Example: What a cell does not tell is not known, which is not No
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-06,少送一条,已补送,Y,Y
        T-2,2021-05-06,2021-05-07,"态度不好
        还迟到",已致歉,N,N
        T-3,2021-05-07,2021-05-09,换货,已换,,
        T-4,2021-05-08,,漏单,,,
        """
      When the complaints are imported
      Then it is recorded
      And the table complaints reads
        | complaint_no | status   | received_at | acknowledged_at | responded_at | response | timely | disputed_at | accepted_at | closed_at  |
        | T-1          | open     | 2021-05-06  | 2021-05-06      | 2021-05-06   | 已补送      | True   | 2021-05-06  |             |            |
        | T-2          | closed   | 2021-05-06  | 2021-05-07      | 2021-05-07   | 已致歉      | False  |             | 2021-05-07  | 2021-05-07 |
        | T-3          | closed   | 2021-05-07  | 2021-05-09      | 2021-05-09   | 已换       |        |             |             | 2021-05-09 |
        | T-4          | open     | 2021-05-08  |                 |              |          |        |             |             |            |
      And file, events and tables count
        | complaints | acknowledged | answers | closings | disputed | accepted |
        | 4          | 3            | 3       | 3        | 1        | 1        |
      And the table complaint_metrics reads for all
        | measure        | numerator | denominator |
        | timely_as_told | 1         | 2           |
        | disputed       | 1         | 2           |

    Example: The same file again
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-06,少送一条,已补送,Y,Y
        """
      And the complaints were imported
      When the complaints are imported
      Then nothing is recorded
      And file, events and tables count
        | complaints | acknowledged | answers | closings | disputed | accepted |
        | 1          | 1            | 1       | 1        | 1        | 0        |

    Example: A later file tells more
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-07,少送一条,已补送,Y,
        """
      And the complaints were imported
      And a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-07,少送一条,已补送,Y,N
        """
      When the complaints are imported
      Then the table complaints reads
        | complaint_no | status | times_responded | accepted_at |
        | T-1          | closed | 1               | 2021-05-07  |

    Example: What was recorded is not told anew
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-07,少送一条,已补送,Y,
        T-2,2021-05-06,2021-05-07,漏单,已补单,Y,
        """
      And the complaints were imported
      And a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-07,少送两条,已补送,Y,
        T-2,2021-05-06,2021-05-07,漏单,已退款,Y,
        """
      When the complaints are imported
      Then nothing is recorded
      And 2 lines are rejected as complaint_changed

    Example: What clerks did since stays, and does not disturb
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-05-06,2021-05-06,少送一条,,,
        T-2,2021-05-06,2021-05-06,漏单,已补单,,
        """
      And the complaints were imported
      And complaint T-1 was answered on 2021-05-08: 已补送
      When the complaints are imported
      Then nothing is recorded
      And file, events and tables count
        | complaints | acknowledged | answers | closings | disputed | accepted |
        | 1          | 1            | 1       | 1        | 0        | 0        |

    Example: Rows that cannot be read
      Given a file of complaints
        """
        编号,收到,转交,内容,答复,及时,异议
        T-1,2021-13-06,2021-05-06,少送一条,已补送,Y,Y
        T-2,2021-05-06,2021-05-06,少送一条,已补送,也许,Y
        T-3,2021-05-06,,少送一条,已补送,Y,Y
        T-4,2021-05-06,2021-05-06,,已补送,Y,Y
        T-5,2021-05-06,2021-05-06,少送一条,已补送,Y,Y
        T-5,2021-05-06,2021-05-06,少送一条,已补送,Y,Y
        T-6,2021-05-06,2021-05-05,少送一条,已补送,Y,Y
        =7,2021-05-06,2021-05-06,少送一条,已补送,Y,Y
        T-8,2021-05-06,2021-05-06,少送一条,已补送,Y
        """
      When the complaints are imported
      Then nothing is recorded
      And lines are rejected
        | line | code                     |
        | 2    | bad_date                 |
        | 3    | unknown_value            |
        | 4    | missing_value            |
        | 5    | missing_value            |
        | 6    | repeated_complaint       |
        | 7    | repeated_complaint       |
        | 8    | complaint_step_too_early |
        | 9    | formula_in_id            |
        | 10   | wrong_width              |

  Rule: A row may be one thing that was done with a complaint

    Background:
      Given complaints are listed one step a row

    Example: The first tells how it came in; at one instant the order of the file counts
      Given a file of steps
        """
        编号,时间,动作
        T-1,2021-05-06 09:00:00,登记
        T-2,2021-05-06 08:00:00,受理
        T-1,2021-05-06 09:30:00,受理
        T-1,2021-05-06 09:30:00,答复
        T-1,2021-05-06 10:00:00,受理
        T-1,2021-05-06 10:00:00,答复
        T-1,2021-05-07 09:00:00,结案
        """
      When the complaints are imported
      Then it is recorded
      And the table complaints reads
        | complaint_no | status | received_at      | acknowledged_at  | times_responded | responded_at     | closed_at        |
        | T-1          | closed | 2021-05-06 09:00 | 2021-05-06 09:30 | 2               | 2021-05-06 10:00 | 2021-05-07 09:00 |
        | T-2          | open   | 2021-05-06 08:00 | 2021-05-06 08:00 | 0               |                  |                  |

    Example: What comes after a closing reopens it, also at the same instant
      Given a file of steps
        """
        编号,时间,动作
        T-1,2021-05-06 09:00:00,登记
        T-1,2021-05-06 10:00:00,结案
        T-1,2021-05-06 10:00:00,结案
        T-2,2021-05-06 09:00:00,受理
        T-2,2021-05-06 10:00:00,结案
        T-2,2021-05-06 11:00:00,登记
        T-3,2021-05-06 09:00:00,登记
        T-3,2021-05-06 10:00:00,登记
        """
      When the complaints are imported
      Then the table complaints reads
        | complaint_no | status | times_reopened | reopened_at      |
        | T-1          | closed | 1              | 2021-05-06 10:00 |
        | T-2          | open   | 1              | 2021-05-06 11:00 |
        | T-3          | open   | 0              |                  |
      And 4 lines tell of no step

    Example: A value that the mapping does not know rejects the whole complaint
      Given a file of steps
        """
        编号,时间,动作
        T-1,2021-05-06 09:00:00,登记
        T-1,2021-05-06 10:00:00,搁置
        T-2,2021-05-06 09:00:00,登记
        T-2,2021-05-06 09:30:00,
        T-3,2021-05-06 09:00:00,登记
        """
      When the complaints are imported
      Then the table complaints reads
        | complaint_no |
        | T-3          |
      And lines are rejected
        | line | code              |
        | 2    | document_rejected |
        | 3    | unknown_value     |
        | 4    | document_rejected |
        | 5    | missing_value     |

    Example: The same file again, and a longer one
      Given a file of steps
        """
        编号,时间,动作
        T-1,2021-05-06 09:00:00,登记
        T-1,2021-05-06 10:00:00,结案
        T-1,2021-05-06 10:00:00,结案
        """
      And the complaints were imported
      When the complaints are imported
      Then nothing is recorded
      Given a file of steps
        """
        编号,时间,动作
        T-1,2021-05-06 09:00:00,登记
        T-1,2021-05-06 10:00:00,结案
        T-1,2021-05-06 10:00:00,结案
        T-1,2021-05-08 10:00:00,答复
        """
      When the complaints are imported
      Then the table complaints reads
        | complaint_no | status   | times_reopened | responded_at     |
        | T-1          | answered | 2              | 2021-05-08 10:00 |
