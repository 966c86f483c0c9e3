using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MissionControl;
using MissionControl.Functions.Hosting;
using MissionControl.Functions.Storage;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(Wire.Options));
builder.Services.AddSingleton(services =>
{
    var configuration = services.GetRequiredService<IConfiguration>();
    var storage = StorageGateways.Open(configuration);
    return new MissionApp(new MissionAppParts
    {
        Tables = storage.Tables,
        Blobs = storage.Blobs,
        PrepareAsync = storage.PrepareAsync,
        HubId = storage.HubId,
        Settings = AppSettings.Read(configuration, AppContext.BaseDirectory),
        Secrets = new SettingSecretStore(configuration),
        Reference = new DeployedReference(),
        Clock = TimeProvider.System,
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(MissionControl)),
        Stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
    });
});
builder.Build().Run();
