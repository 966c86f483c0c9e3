using '../main.bicep'

param environment = 'dev'
param storageSku = 'Standard_LRS'
param settings = {
  MISSION_RETENTION: '14d'
}
