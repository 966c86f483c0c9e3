using '../main.bicep'

param environment = 'prod'
param instanceMemory = 4096
param maximumInstances = 100
param logRetentionDays = 90
param alertEmail = 'missions@example.org'
param secretNames = [ 'link-key', 'smtp-password' ]
