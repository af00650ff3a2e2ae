Feature: Seals
  The log is sealed, and signed checkpoints of it are kept elsewhere. Whoever keeps one can see later, without trusting
  anybody who runs the database, that nothing before it was changed.

  Background:
    Given the log has a signing key
    And shop 110001 was enrolled on 2020-03-01
    And shop 110002 was enrolled on 2020-03-02
    And shop 110001 was suspended on 2021-08-01

  Rule: What was sealed is proven unchanged, whatever is recorded later

    Example: The auditor comes back after a year
      Given the log was sealed, and the auditor keeps the checkpoint
      And shop 110001 was resumed on 2021-09-01
      When the auditor verifies the log
      Then nothing was changed
      And 1 later event is not sealed yet

    Example: Two checkpoints, one log
      Given the log was sealed, and the auditor keeps the checkpoint
      And shop 110001 was resumed on 2021-09-01
      And the log was sealed, and the auditor keeps the checkpoint
      When the auditor asks whether the second continues the first
      Then it does

  Rule: Who changes the log is found, an administrator too

    Example: A suspension disappears
      Given the log was sealed, and the auditor keeps the checkpoint
      When the administrator switches the guards off and deletes event 3
      And the auditor verifies the log
      Then it is found that event 3 is gone

    Example: A reason is rewritten
      Given the log was sealed, and the auditor keeps the checkpoint
      When the administrator switches the guards off and rewrites event 3
      And the auditor verifies the log
      Then it is found that event 3 is not as it was sealed

    Example: Everything is rewritten, the hashes too
      Given the log was sealed, and the auditor keeps the checkpoint
      When the administrator switches the guards off, rewrites event 3 and makes all hashes anew
      And the auditor verifies the log
      Then it is found that the log is another one, somewhere after event 0 and up to event 3

  Rule: A log that lost its end is not signed again

    Example: An old backup is restored
      Given the log was sealed, and the auditor keeps the checkpoint
      And shop 110001 was resumed on 2021-09-01
      And the log was sealed, and the auditor keeps the checkpoint
      When an old backup of 3 events is restored
      And the auditor verifies the log
      Then it is found that the log is shorter
      And the sealer refuses: the log is shorter than its last checkpoint

    Example: The checkpoints that were kept are gone
      Given the log was sealed, and the auditor keeps the checkpoint
      When the checkpoints outside the database are lost
      Then the sealer refuses: this log was sealed before, but no checkpoint is in
