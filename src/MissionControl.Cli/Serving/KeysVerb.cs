using System.CommandLine;
using MissionControl.Access;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Serving;

/// <summary><c>mission keys</c>: who may call the HTTP API, and as whom.</summary>
internal sealed class KeysVerb
{
    public KeysVerb(CommonOptions common)
    {
        Command = new Command("keys", "Makes, lists and revokes the keys of the HTTP API, and lists requests that were refused.");
        Command.Subcommands.Add(new CreateKeyVerb(common).Command);
        Command.Subcommands.Add(new ListKeysVerb(common).Command);
        Command.Subcommands.Add(new RevokeKeyVerb(common).Command);
        Command.Subcommands.Add(new RefusalsVerb(common).Command);
    }

    public Command Command { get; }

    public static string Words(IEnumerable<Role> roles) => string.Join(",", roles.Select(role => Wire.Word(role)));
}

/// <summary><c>mission keys create</c>.</summary>
internal sealed class CreateKeyVerb : Verb
{
    private readonly Option<string[]> _roles = new("--role")
    {
        Description = "viewer reads; operator also starts and steers runs; admin also saves missions, purges and makes keys; approver reads and decides approvals, which no other role does. Can be repeated.",
        HelpName = "ROLE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _name = new("--name") { Description = "What the key is called in lists, and its calls in histories.", HelpName = "NAME", Required = true };

    private readonly Option<string?> _person = new("--person")
    {
        Description = "Whose decisions it gives; with the role approver. Default there: the name.",
        HelpName = "PERSON",
    };

    public CreateKeyVerb(CommonOptions common)
        : base(common, "create", "Makes a key and prints it, once: only its hash is kept.")
    {
        _roles.AcceptOnlyFromAmong([.. Enum.GetValues<Role>().Select(role => Wire.Word(role))]);
        Command.Options.Add(_roles);
        Command.Options.Add(_name);
        Command.Options.Add(_person);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var roles = parse.GetValue(_roles)!.Select(word => Enum.GetValues<Role>().First(role => Wire.Word(role) == word)).ToList();
        var name = parse.GetValue(_name)!;
        var person = parse.GetValue(_person) ?? (roles.Contains(Role.Approver) ? name : null);
        var key = await HubKeys.ChangeAsync(
            Terminal,
            Common.Hub(parse),
            runtime => MakeAsync(runtime, name, roles, person),
            async server => (string)(await server.CallAsync(HttpMethod.Post, "/api/keys", new { Name = name, Roles = roles, Person = person, By = Terminal.User }, Terminal.Stop.Token))!["key"]!);
        Terminal.Out.WriteLine(Common.Json(parse) ? Wire.Serialize(new { Key = key, Name = name, Roles = roles, Person = person }) : key);
        Terminal.Error.WriteLine("It is shown this once. Send it as: Authorization: Bearer KEY");
        return ExitCodes.Done;
    }

    private async Task<string> MakeAsync(EmbeddedRuntime runtime, string name, List<Role> roles, string? person)
    {
        var secret = ApiKeySecret.Create();
        ApiKey key;
        try
        {
            key = secret.Describe(name, roles, person, Terminal.Clock.GetUtcNow(), Terminal.User);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        await runtime.Stores.Keys.AddAsync(key, CancellationToken.None);
        return secret.Reveal();
    }
}

/// <summary><c>mission keys list</c>.</summary>
internal sealed class ListKeysVerb(CommonOptions common) : Verb(common, "list", "Lists the keys without their secrets, oldest first.")
{
    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReader.Open(Common.Hub(parse).Path);
        var keys = reader is null ? [] : await reader.Keys.ListAsync(Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(keys.Select(key => new { key.KeyId, key.Name, key.Roles, key.Person, key.CreatedAt, key.CreatedBy, key.RevokedAt, key.RevokedBy }).ToList());
            return ExitCodes.Done;
        }

        var table = new TextTable("KEY", "NAME", "ROLES", "PERSON", "CREATED", "REVOKED");
        foreach (var key in keys)
        {
            table.Add(key.KeyId, key.Name, KeysVerb.Words(key.Roles), key.Person ?? "", Elapsed.Time(key.CreatedAt), key.RevokedAt is { } at ? $"{Elapsed.Time(at)} by {key.RevokedBy}" : "");
        }

        table.Write(Terminal);
        return ExitCodes.Done;
    }
}

/// <summary><c>mission keys revoke</c>.</summary>
internal sealed class RevokeKeyVerb : Verb
{
    private readonly Argument<string> _key = new("key") { Description = "The id of a key; 'mission keys list' shows them.", HelpName = "KEY" };

    public RevokeKeyVerb(CommonOptions common)
        : base(common, "revoke", "The key opens nothing from now on.") => Command.Arguments.Add(_key);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var keyId = parse.GetRequiredValue(_key);
        if (!Identifier.IsValid(keyId))
        {
            throw new UsageException($"keys revoke: '{PlainText.Short(keyId, 40)}' is the id of no key. 'mission keys list' shows them; the key itself is not asked for.");
        }

        await HubKeys.ChangeAsync<object?>(
            Terminal,
            Common.Hub(parse),
            async runtime => await runtime.Stores.Keys.RevokeAsync(keyId, Terminal.User, Terminal.Clock.GetUtcNow(), CancellationToken.None)
                ?? throw new UsageException($"There is no key '{keyId}'. 'mission keys list' shows the keys."),
            async server => await server.CallAsync(HttpMethod.Delete, $"/api/keys/{keyId}", null, Terminal.Stop.Token));
        Terminal.Error.WriteLine($"Key {keyId} is revoked.");
        return ExitCodes.Done;
    }
}

/// <summary><c>mission keys refusals</c>.</summary>
internal sealed class RefusalsVerb(CommonOptions common) : Verb(common, "refusals", "Lists requests that were refused for want of a key or a role, newest first.")
{
    private const int Shown = 200;

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReader.Open(Common.Hub(parse).Path);
        var refusals = reader is null ? [] : await reader.Keys.ListRefusalsAsync(Shown, Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(refusals);
            return ExitCodes.Done;
        }

        var table = new TextTable("TIME", "WHY", "TIMES", "KEY", "FROM", "REQUEST");
        foreach (var refusal in refusals)
        {
            table.Add(
                Elapsed.Time(refusal.At),
                refusal.Kind,
                refusal.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                refusal.KeyId ?? "",
                refusal.Address ?? "",
                PlainText.Short($"{refusal.Method} {refusal.Path}", 100));
        }

        table.Write(Terminal);
        return ExitCodes.Done;
    }
}
