using System.Text;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Storage;

/// <summary>Where the stores are, and how the app proves itself: by its managed identity, or by a connection string where Azurite stands in.</summary>
public sealed record StorageAddress
{
    public string? ConnectionString { get; init; }

    public Uri? Tables { get; init; }

    public Uri? Blobs { get; init; }

    public TokenCredential? Credential { get; init; }

    /// <exception cref="SettingException">Nothing says where the storage is.</exception>
    public static StorageAddress Of(IConfiguration configuration)
    {
        if (Address(configuration, SettingNames.TablesAddress) is { } tables)
        {
            var blobs = Address(configuration, SettingNames.BlobsAddress)
                ?? throw new SettingException(SettingNames.BlobsAddress, $"it is not set, and {SettingNames.TablesAddress} is. Give the address of the same account's blobs.");
            return new StorageAddress { Tables = tables, Blobs = blobs, Credential = new DefaultAzureCredential() };
        }

        return configuration[SettingNames.Storage] is { Length: > 0 } connection
            ? new StorageAddress { ConnectionString = connection }
            : throw new SettingException(SettingNames.TablesAddress, $"it is not set, and {SettingNames.Storage} is no connection string. Give the addresses of the account's tables and blobs.");
    }

    /// <summary>Names the hub: the account's place, without what opens it.</summary>
    public string HubId()
    {
        var place = Tables?.Authority ?? string.Join(';', ConnectionString!.Split(';').Where(part => !part.StartsWith("AccountKey=", StringComparison.OrdinalIgnoreCase)));
        return Wire.Sha256(Encoding.UTF8.GetBytes(place))[..32];
    }

    private static Uri? Address(IConfiguration configuration, string name) => configuration[name] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri
        : throw new SettingException(name, "it is no https address. Write it as https://ACCOUNT.table.core.windows.net.");
}
