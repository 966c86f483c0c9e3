// The storage that a task hub on Azure needs: tables, blobs and queues of one account without shared keys.
// Deploy: az deployment group create --resource-group GROUP --template-file infra/main.bicep --parameters name=NAME principalId=OBJECT_ID

@description('3 to 24 lower-case letters and digits, unique in Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Object id of the identity that runs missions.')
param principalId string

param location string = resourceGroup().location

@description('ServicePrincipal for a managed identity, User for a person.')
@allowed([ 'ServicePrincipal', 'User' ])
param principalType string = 'ServicePrincipal'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

// Storage Blob Data Owner, Storage Queue Data Contributor, Storage Table Data Contributor: what the task hub and our stores use.
var roles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(storage.id, principalId, role)
  scope: storage
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

output storageAccount string = storage.name
