// Mission Control on Azure: a function app on the Flex Consumption plan that runs by its managed identity, its storage without shared keys,
// a vault for secrets, Application Insights, and alerts. One deployment per environment:
// az deployment group create --resource-group GROUP --template-file infra/main.bicep --parameters infra/parameters/dev.bicepparam

@description('Short name of the system; resources are named after it and the environment.')
@minLength(3)
@maxLength(12)
param name string = 'missions'

@description('dev, test, prod ...')
@minLength(2)
@maxLength(6)
param environment string

param location string = resourceGroup().location

@description('Locally redundant for trials, zone redundant for production.')
@allowed([ 'Standard_LRS', 'Standard_ZRS' ])
param storageSku string = 'Standard_ZRS'

@description('Memory of an instance in MB.')
@allowed([ 512, 2048, 4096 ])
param instanceMemory int = 2048

@description('The most instances that run at the same time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Days that logs are kept.')
@minValue(30)
param logRetentionDays int = 30

@description('Where alerts are mailed to; empty: they are only shown.')
param alertEmail string = ''

@description('More failed runs than this within an hour raise an alert.')
@minValue(0)
param failedRunsPerHour int = 3

@description('Settings of the app that differ from the defaults, by name.')
param settings object = {}

@description('Names of secrets in the vault that missions and channels use; each becomes the setting MISSION_SECRET_ and its name in upper case with _ for -.')
param secretNames array = []

var suffix = uniqueString(resourceGroup().id, name, environment)
var storageName = toLower('st${take(replace(name, '-', ''), 8)}${take(suffix, 12)}')
var appName = '${name}-${environment}-${take(suffix, 6)}'
var packages = 'packages'

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    name: storageName
    location: location
    sku: storageSku
    packageContainer: packages
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: appName
    location: location
    retentionDays: logRetentionDays
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: take('kv-${name}-${environment}-${suffix}', 24)
    location: location
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${appName}'
  location: location
}

module roles 'roles.bicep' = {
  name: 'roles'
  params: {
    storageName: storageName
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    principalId: identity.properties.principalId
  }
  dependsOn: [ storage ]
}

module app 'app.bicep' = {
  name: 'app'
  params: {
    name: appName
    location: location
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageName: storageName
    packageUrl: '${storage.outputs.blobEndpoint}${packages}'
    insightsConnection: monitoring.outputs.connectionString
    vaultUri: vault.outputs.uri
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    settings: settings
    secretNames: secretNames
  }
  dependsOn: [ roles ]
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: appName
    location: location
    insightsId: monitoring.outputs.insightsId
    email: alertEmail
    failedRunsPerHour: failedRunsPerHour
  }
}

output functionApp string = appName
output hostName string = app.outputs.hostName
output vault string = vault.outputs.name
output identityClientId string = identity.properties.clientId
