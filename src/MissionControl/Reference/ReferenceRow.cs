using System.Globalization;
using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Reference;

/// <summary>One object of a reference file. Every value that is read and does not fit is a fault; the caller drops rows that are not sound.</summary>
internal sealed class ReferenceRow(string file, string path, JsonElement element, ReferenceFaults faults, ReferenceRow? parent = null)
{
    /// <summary>No figure of a portfolio is larger; sums of such numbers stay exact.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    public string File { get; } = file;

    public string Path { get; } = path;

    private ReferenceRow? Parent { get; } = parent;

    /// <summary>False once something of the row did not fit.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>A required id; empty when it is missing or no id.</summary>
    public string Id(string name) => OptionalId(name) ?? Lacks(name, $"an id: {Identifier.Rule}");

    public string? OptionalId(string name)
    {
        var text = OptionalText(name);
        if (text is null || Identifier.IsValid(text))
        {
            return text;
        }

        Fault(name, $"{PathText.Quote(text)} is not an id", $"Use {Identifier.Rule}.");
        return "";
    }

    public string Text(string name) => OptionalText(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : Lacks(name, "a text");

    public string? OptionalText(string name) => Find(name, JsonValueKind.String, "a text") is { } value ? value.GetString() : null;

    public decimal? OptionalNumber(string name, decimal? most = null)
    {
        if (Find(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        if (value.TryGetDecimal(out var number) && number >= 0 && number <= (most ?? Largest))
        {
            return number;
        }

        Fault(name, $"{PathText.Quote(value.GetRawText(), 40)} is out of range", most is null ? "Use a number from 0 on." : $"Use a number from 0 to {most}.");
        return null;
    }

    /// <summary>A number that may be negative.</summary>
    public decimal? OptionalFigure(string name)
    {
        if (Find(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        if (value.TryGetDecimal(out var number) && Math.Abs(number) <= Largest)
        {
            return number;
        }

        Fault(name, "is out of range", "Use a smaller number.");
        return null;
    }

    public decimal Number(string name, decimal? most = null)
    {
        if (!Has(name))
        {
            Lacks(name, "a number");
        }

        return OptionalNumber(name, most) ?? 0;
    }

    public int Count(string name)
    {
        var number = OptionalNumber(name, int.MaxValue) ?? 0;
        if (number != decimal.Truncate(number))
        {
            Fault(name, $"{number.ToString(CultureInfo.InvariantCulture)} is not a whole number", "Use a whole number.");
            return 0;
        }

        return (int)number;
    }

    public bool Flag(string name)
    {
        if (!Has(name) || element.GetProperty(name).ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Has(name) && element.GetProperty(name).GetBoolean();
        }

        Unfit(name, "true or false");
        return false;
    }

    public DateTimeOffset? OptionalTime(string name)
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Fault(name, $"{PathText.Quote(text)} is not a time", "Use ISO-8601 UTC, such as 2026-02-01T14:05:00Z.");
        return null;
    }

    public DateTimeOffset Time(string name)
    {
        if (!Has(name))
        {
            Lacks(name, "a time");
        }

        return OptionalTime(name) ?? default;
    }

    public DateOnly Date(string name)
    {
        var text = Text(name);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && text.Length > 0)
        {
            Fault(name, $"{PathText.Quote(text)} is not a date", "Use a date such as 2026-02-01.");
        }

        return date;
    }

    /// <summary>The elements of a list that may be absent; a value that is no list is a fault.</summary>
    public IReadOnlyList<JsonElement> List(string name) => Find(name, JsonValueKind.Array, "a list") is { } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The objects of a list that may be absent; their faults are faults of this row too.</summary>
    public IReadOnlyList<ReferenceRow> Rows(string name)
    {
        var rows = new List<ReferenceRow>();
        var items = List(name);
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].ValueKind == JsonValueKind.Object)
            {
                rows.Add(new ReferenceRow(File, $"{Path}.{name}[{index}]", items[index], faults, this));
            }
            else
            {
                Fault($"{name}[{index}]", "it is not an object", "Write one object per row.");
            }
        }

        return rows;
    }

    /// <summary>The ids of a list that may be absent.</summary>
    public IReadOnlyList<string> Ids(string name)
    {
        var ids = new List<string>();
        var items = List(name);
        for (var index = 0; index < items.Count; index++)
        {
            var text = items[index].ValueKind == JsonValueKind.String ? items[index].GetString() : null;
            if (Identifier.IsValid(text))
            {
                ids.Add(text!);
            }
            else
            {
                Fault($"{name}[{index}]", text is null ? "is not a text" : $"{PathText.Quote(text)} is not an id", $"Use {Identifier.Rule}.");
            }
        }

        return ids;
    }

    public JsonElement? OptionalObject(string name) => Find(name, JsonValueKind.Object, "an object")?.Clone();

    public JsonElement Object(string name)
    {
        if (!Has(name))
        {
            Lacks(name, "an object");
        }

        return OptionalObject(name) ?? default;
    }

    /// <summary>The numbers of an object that may be absent, in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Figures(string name)
    {
        var figures = new List<KeyValuePair<string, decimal>>();
        foreach (var member in OptionalObject(name)?.EnumerateObject() ?? default)
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDecimal(out var number) && Math.Abs(number) <= Largest)
            {
                figures.Add(new(member.Name, number));
            }
            else
            {
                Fault(PathText.Member(name, member.Name), "is not a number", "Use a number.");
            }
        }

        return figures;
    }

    public void Fault(string name, string found, string cure)
    {
        for (var row = this; row is not null; row = row.Parent)
        {
            row.IsSound = false;
        }

        faults.Error(File, name.Length == 0 ? Path : $"{Path}.{name}", found, cure);
    }

    private bool Has(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private JsonElement? Find(string name, JsonValueKind kind, string wanted)
    {
        if (!Has(name))
        {
            return null;
        }

        var value = element.GetProperty(name);
        if (value.ValueKind == kind)
        {
            return value;
        }

        Unfit(name, wanted);
        return null;
    }

    private void Unfit(string name, string wanted) =>
        Fault(name, $"{PathText.Quote(element.GetProperty(name).GetRawText(), 40)} is not {wanted}", $"Use {wanted}.");

    private string Lacks(string name, string wanted)
    {
        if (!Has(name) || element.GetProperty(name).ValueKind == JsonValueKind.String)
        {
            Fault(name, "is missing", $"Give {wanted}.");
        }

        return "";
    }
}
