using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Invocation;

/// <summary>The name that a command is recorded under.</summary>
internal static class Person
{
    /// <summary>How votes and commands came in.</summary>
    public const string Channel = "cli";

    private const int MaxLength = 200;

    /// <param name="given">What <c>--by</c> says; null: the user of the terminal.</param>
    /// <exception cref="UsageException">It is no name.</exception>
    public static string Of(Terminal terminal, string? given)
    {
        var name = given ?? terminal.User;
        return string.IsNullOrWhiteSpace(name) || name.Length > MaxLength || name.Any(char.IsControl)
            ? throw new UsageException($"--by: '{PlainText.Short(name, 80)}' is no name. Give 1 to {MaxLength} characters without control characters.")
            : name;
    }
}
