// The function app. Every setting is explained in src/MissionControl.Functions/README.md; a test compares the names here with those that the code reads.

param name string
param location string
param identityId string
param identityClientId string
param storageName string
param packageUrl string
param insightsConnection string
param vaultUri string
param instanceMemory int
param maximumInstances int
param settings object
param secretNames array

var suffix = az.environment().suffixes.storage

var platform = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${suffix}'
  AzureWebJobsStorage__queueServiceUri: 'https://${storageName}.queue.${suffix}'
  AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${suffix}'
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var ours = {
  MISSION_TABLES_URI: 'https://${storageName}.table.${suffix}'
  MISSION_BLOBS_URI: 'https://${storageName}.blob.${suffix}'
  MISSION_CONFIG: ''
  MISSION_DATA: ''
  MISSION_HOSTS: ''
  MISSION_FUNCTION_KEY_ROLES: 'viewer,operator'
  MISSION_HTTP_ALLOWED_HOSTS: ''
  MISSION_HTTP_ALLOW_PRIVATE: 'false'
  MISSION_RETENTION: '90d'
  SWEEP_SCHEDULE: '0 */5 * * * *'
  NOTIFY_SCHEDULE: '*/15 * * * * *'
  RETENTION_SCHEDULE: '0 30 2 * * *'
  SNAPSHOT_SCHEDULE: '0 0 * * * *'
  RISK_ROLLUP_SCHEDULE: '0 */15 * * * *'
}

var secrets = toObject(secretNames, secret => 'MISSION_SECRET_${toUpper(replace(secret, '-', '_'))}', secret => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret})')

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(platform, ours, secrets, settings)
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output hostName string = app.properties.defaultHostName
