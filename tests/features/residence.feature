Feature: A newcomer finds a service and leaves with a slip

  Scenario: Declaring a residence, in Arabic
    Given a kiosk with the services of Daugavpils
    When she touches العربية
    And she touches the situation "arrived"
    And she touches the service "declare-residence"
    Then she reads what to bring in her language
    And she is told that a machine translated it
    When she takes it with her
    Then she sees a code that a phone reads
    When she finishes
    Then nothing of her visit is left on the screen
