// What somebody must look at: runs that fail, and a sweep that has not come.

param name string
param location string
param insightsId string
param email string
param failedRunsPerHour int

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${name}'
  location: 'global'
  properties: {
    groupShortName: 'missions'
    enabled: true
    emailReceivers: [ { name: 'on call', emailAddress: email, useCommonAlertSchema: true } ]
  }
}

var actions = empty(email) ? [] : [ people.id ]

resource failedRuns 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-failed-runs-${name}'
  location: location
  properties: {
    displayName: 'Mission runs fail'
    description: 'More runs than allowed ended as failed within an hour.'
    severity: 2
    enabled: true
    scopes: [ insightsId ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "Run " and message contains " ended as failed"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: failedRunsPerHour
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: actions }
  }
}

resource oldSweep 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-old-sweep-${name}'
  location: location
  properties: {
    displayName: 'The sweep does not come'
    description: 'No sweep finished within 30 minutes: what a process left undone stays undone.'
    severity: 1
    enabled: true
    scopes: [ insightsId ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "Sweep: " | summarize sweeps = count()'
          timeAggregation: 'Total'
          metricMeasureColumn: 'sweeps'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: actions }
  }
}
