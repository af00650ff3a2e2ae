Feature: Taking in answers to surveys, and promises that tell of deliveries (导入答卷)
  Scores given elsewhere count like those given to us: by survey, by month, by whether the delivery came on time.

  Rule: A row may be a respondent and a column an item

    Background:
      Given the questionnaire KH was published on 2020-01-01
        | item | asks         | scale | about |
        | e1   | expectation  | 1-10  | 送货    |
        | p1   | experience   | 1-10  | 送货    |
        | p2   | experience   | 1-10  | 送货    |
        | s1   | satisfaction | 1-5   |       |
      And survey KH-1 asks KH since 2020-01-02
      And the mapping of answers
        """
        survey_no = "KH-1"
        answer_no = "{row number}"
        answered = 2020-06-30
        party = "consumer"
        [items]
        "期望" = "e1"
        "体验一" = "p1"
        "体验二" = "p2"
        "总体" = "s1"
        """

    Example: An empty cell is an item left out
      Given a file of answers
        """
        期望,体验一,体验二,总体
        8,9,10,5
        7,6,,4
        5,,,
        """
      When the answers are imported
      Then it is recorded
      And file, events and tables have 3 answers with 8 scores of 54 points
      And the figures of survey KH-1 are
        | measure              | numerator | denominator | n |
        | csat_top2            | 2         | 2           | 2 |
        | disconfirmation:1-10 | 1260      | 5040        | 2 |
        | gap_negative         | 1         | 2           | 2 |
        | gap_positive         | 1         | 2           | 2 |

    Example: The same file again
      Given a file of answers
        """
        期望,体验一,体验二,总体
        8,9,10,5
        """
      And the answers were imported
      When the answers are imported
      Then nothing is recorded
      And file, events and tables have 1 answers with 4 scores of 32 points

    Example: What cannot be a score, or an answer
      Given a file of answers
        """
        期望,体验一,体验二,总体
        8,9,10,很好
        8,9,10,6
        ,,,
        8,9,10,4.5
        8,9,10,4
        """
      When the answers are imported
      Then the rejected lines are
        | line | code             |
        | 2    | bad_score        |
        | 3    | invalid_score    |
        | 4    | nothing_answered |
        | 5    | bad_score        |
      And file, events and tables have 1 answers with 4 scores of 31 points

    Example: Words that stand for scores
      Given the mapping of answers says further
        """
        [scores]
        "很好" = 5
        "较好" = 4
        """
      And a file of answers
        """
        期望,体验一,体验二,总体
        ,,,很好
        ,,,较好
        ,,,一般
        """
      When the answers are imported
      Then the rejected lines are
        | line | code          |
        | 4    | unknown_value |
      And file, events and tables have 2 answers with 2 scores of 9 points

  Rule: A row may be the rating of a delivery that was promised; a promise is kept on its day

    Background:
      Given the questionnaire PJ was published on 2016-01-01
        | item  | asks         | scale | about |
        | stars | satisfaction | 1-5   |       |
      And survey PJ-1 asks PJ since 2016-01-02
      And the mapping of promises
        """
        unknown_customers = "enrol"
        promise_no = "order"
        customer_no = "buyer"
        text = "delivery of {order}"
        expected_effect = "准时收货"
        observed_effect = "已收货"
        made = { column = "bought", formats = ["%m/%d/%Y %H:%M"] }
        due = { column = "estimated", formats = ["%m/%d/%Y 0:00"] }
        kept = { column = "delivered", formats = ["%m/%d/%Y %H:%M"] }
        """
      And the mapping of answers
        """
        survey_no = "PJ-1"
        answer_no = "review"
        promise_no = "order"
        answered = { column = "at", formats = ["%m/%d/%Y %H:%M"] }
        [items]
        stars = "stars"
        """
      And a file of promises
        """
        order,buyer,bought,estimated,delivered
        A,1,10/2/2017 10:56,10/18/2017 0:00,10/18/2017 23:25
        B,1,10/3/2017 9:00,10/18/2017 0:00,10/19/2017 0:05
        C,2,10/3/2017 9:00,10/18/2017 0:00,
        """

    Example: Late and on time; several ratings of one delivery; ratings before it arrived
      Given a file of answers
        """
        review,order,stars,at
        1,A,5,10/19/2017 8:00
        2,A,4,10/5/2017 8:00
        3,B,2,10/20/2017 8:00
        4,C,1,10/1/2017 8:00
        """
      And the promises were imported
      When the answers are imported
      Then the table promises reads
        | promise_no | customer_no | due_on     | status    | days_late |
        | A          | 1           | 2017-10-18 | kept      | 0         |
        | B          | 1           | 2017-10-18 | kept_late | 1         |
        | C          | 2           | 2017-10-18 | open      |           |
      And the ratings of survey PJ-1 by delivery are
        | stratum          | numerator | denominator |
        | all              | 12        | 4           |
        | delivery=late    | 2         | 1           |
        | delivery=on_time | 9         | 2           |

    Example: Promises told again, and kept since
      Given the promises were imported
      When the promises are imported
      Then nothing is recorded
      Given a file of promises
        """
        order,buyer,bought,estimated,delivered
        B,1,10/3/2017 9:00,10/20/2017 0:00,10/19/2017 0:05
        C,2,10/3/2017 9:00,10/18/2017 0:00,10/17/2017 8:00
        """
      When the promises are imported
      Then the table promises reads
        | promise_no | due_on     | status    |
        | A          | 2017-10-18 | kept      |
        | B          | 2017-10-18 | kept_late |
        | C          | 2017-10-18 | kept      |
      And 1 promise is rejected as promise_changed

    Example: A rating of what was never promised
      Given a file of answers
        """
        review,order,stars,at
        1,Z,5,10/19/2017 8:00
        """
      When the answers are imported
      Then the rejected lines are
        | line | code              |
        | 2    | promise_not_found |

    Example: A promise to nobody we know, where they are not to be enrolled
      Given customers are not enrolled by promises
      When the promises are imported
      Then nothing is recorded
      And 3 promises are rejected as customer_not_found
