// The storage of a task hub and of our stores: blobs, queues and tables of one account. Nobody has a key to it.

param name string
param location string
param sku string

@description('The container that deployments of the app are put into.')
param packageContainer string

// The names stand in StorageNames of the code; a test compares them.
var tables = [
  'MissionRuns'
  'RunIndex'
  'RunEvents'
  'Approvals'
  'Deliveries'
  'SeenKeys'
  'RecordStores'
  'Definitions'
  'ApiKeys'
  'Outbox'
  'TaskLogs'
  'AgentStats'
  'PortfolioHours'
  'RiskEvents'
  'RiskRollups'
  'PortfolioSnapshots'
  'ExecutiveTriggers'
]

var containers = [
  'assets'
  'definitions'
]

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: packageContainer
}

resource bodies 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for container in containers: {
  parent: blobs
  name: container
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource rows 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = [for table in tables: {
  parent: tableService
  name: table
}]

output blobEndpoint string = account.properties.primaryEndpoints.blob
