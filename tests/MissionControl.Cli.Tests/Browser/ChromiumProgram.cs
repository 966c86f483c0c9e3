namespace MissionControl.Cli.Tests.Browser;

/// <summary>Where Chromium is installed: on Debian <c>apt-get install chromium</c> puts it on the path.</summary>
internal static class ChromiumProgram
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["chrome.exe", "chromium.exe"] : ["chromium", "chromium-browser", "google-chrome"];

    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

/// <summary>A theory about pages in a real browser: skipped, saying so, on a machine without it; there it must be where <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = ChromiumProgram.Find() is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "Chromium is not installed: apt-get install chromium"
        : null;
}
