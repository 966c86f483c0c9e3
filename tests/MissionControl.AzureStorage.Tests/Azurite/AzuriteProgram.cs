namespace MissionControl.AzureStorage.Azurite;

/// <summary>Where Azurite is installed: <c>npm install -g azurite@3.35.0</c> puts it on the path.</summary>
internal static class AzuriteProgram
{
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "azurite.cmd" : "azurite"))
        .FirstOrDefault(File.Exists);
}

/// <summary>A fact about a real Azurite: skipped, saying so, on a machine without it; there it must be where <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = AzuriteSkip.Reason;
}

/// <summary>As <see cref="AzuriteFactAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = AzuriteSkip.Reason;
}

internal static class AzuriteSkip
{
    /// <summary>Null where the tests run: with Azurite, and in CI without it too, where they then fail.</summary>
    public static string? Reason { get; } = AzuriteProgram.Find() is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "Azurite is not installed: npm install -g azurite@3.35.0"
        : null;
}
