using MissionControl.Testing;

namespace MissionControl.Tests.House;

public sealed class SourceFileTests
{
    private const int MostLines = 400;

    private static readonly string[] FoldersNamedByKind =
    [
        "Models", "Services", "Helpers", "Utils", "Utilities", "Interfaces", "Managers", "Common", "Shared", "Infrastructure", "Dtos", "Enums",
        "Exceptions", "Extensions", "Abstractions", "Misc", "Base",
    ];

    private static IEnumerable<string> Code => [.. SourceFiles.Below("src", "*.cs"), .. SourceFiles.Below("tests", "*.cs")];

    [Fact]
    public void SourceFile_OfWhateverUse_HasAtMostFourHundredLines()
    {
        Assert.NotEmpty(Code);
        Assert.DoesNotContain(Code.Select(file => (file, lines: File.ReadLines(Repository.PathTo(file)).Count())), one => one.lines > MostLines);
    }

    [Fact]
    public void Folder_OfSourceFiles_IsNamedAfterTheDomainAndNotAfterAKind() =>
        Assert.DoesNotContain(Code, file => file.Split('/').SkipLast(1).Any(folder => FoldersNamedByKind.Contains(folder, StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public void SourceFile_OfTheProduct_HasTheNamespaceOfItsFolder() =>
        Assert.Empty(SourceFiles.Below("src", "*.cs").Where(file => Declared(file) is { } name && name != Expected(file)).Select(file => $"{file}: expected {Expected(file)}"));

    /// <summary>Written in two halves, so that this file does not hold what it forbids.</summary>
    [Theory]
    [InlineData("src tests", "#pragma warn", "ing disable")]
    [InlineData("src tests", "#reg", "ion")]
    [InlineData("src tests", "TO", "DO")]
    [InlineData("src tests", "Thread.Sl", "eep(")]
    [InlineData("tests", "Task.De", "lay(")]
    [InlineData("tests", "Assert.True(tr", "ue)")]
    public void SourceFile_OfTheHouse_HoldsNothingThatTheHouseForbids(string places, string first, string second) =>
        Assert.DoesNotContain(
            Code.Where(file => places.Contains(file.Split('/')[0], StringComparison.Ordinal)),
            file => File.ReadAllText(Repository.PathTo(file)).Contains(first + second, StringComparison.Ordinal));

    private static string? Declared(string file) => File.ReadLines(Repository.PathTo(file))
        .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';', ' ');

    /// <summary>Project name, then folders.</summary>
    private static string Expected(string file) => string.Join('.', file.Split('/')[1..^1]);
}
