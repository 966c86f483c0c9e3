using System.Text.Json;
using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions.Reading;

/// <summary>Reads one hop.</summary>
internal static class HopReader
{
    private const int MaxSteps = 1000;
    private const int MaxMappings = 1000;

    /// <summary>Ten years.</summary>
    private const decimal MaxMinutes = 5_256_000;

    private const decimal MaxUsd = 1_000_000_000;

    /// <summary>Stands for a hop that could not be read, so that the others keep their place.</summary>
    public static HopDefinition Placeholder(int index) => new(DefaultId(index)) { Order = index + 1 };

    public static HopDefinition Read(DocumentObject hop, int index)
    {
        var (onFailure, onReject) = (Consequence(hop, "on_failure"), Consequence(hop, "on_reject"));
        var (agent, capability) = (hop.Find("agent")?.Id(), hop.Find("capability")?.Name(200));
        if (agent is not null && capability is not null)
        {
            hop.Errors.Add(hop.Place.Member("agent"), "agent and capability", "Give one of them: the agent itself, or what it must be able to do.");
        }

        return new HopDefinition(Id(hop, index))
        {
            Name = hop.Find("name")?.Text(500),
            Description = hop.Find("description")?.Text(),
            Inputs = Inputs(hop),
            Outputs = Outputs(hop),
            Steps = hop.Objects("steps", DocumentShape.Step, MaxSteps)
                .Select((step, i) => step is null ? StepReader.Placeholder(i) : StepReader.Read(step, i)).ToList(),
            DependsOn = hop.List("depends_on", MissionReader.MaxHops).Select(node => node.Id()).OfType<string>().ToList(),
            Agent = agent,
            Capability = capability,
            RequiresHumanApproval = ApprovalReader.Asks(hop),
            Approval = ApprovalReader.Find(hop),
            EstimatedDurationMinutes = hop.Find("estimated_duration_minutes")?.Number(0, MaxMinutes),
            EstimatedCostUsd = hop.Find("estimated_cost_usd")?.Number(0, MaxUsd),
            Retry = RetryReader.Read(hop),
            Timeout = hop.Find("timeout")?.Span(),
            OnFailure = onFailure,
            OnReject = onReject,
            Order = hop.Find("order")?.Integer(int.MinValue, int.MaxValue) ?? index + 1,
        };
    }

    private static string DefaultId(int index) => $"hop{index + 1}";

    private static string Id(DocumentObject hop, int index)
    {
        var (id, key) = (hop.Find("id"), hop.Find("key"));
        var (idText, keyText) = (id?.Id(), key?.Id());
        if (idText is not null && keyText is not null && idText != keyText)
        {
            hop.Errors.Add(key!.Value.Place, $"key {PathText.Quote(keyText)} and id {PathText.Quote(idText)}", "Give one of them, or the same twice.");
        }

        return idText ?? keyText ?? DefaultId(index);
    }

    private static FailureConsequence Consequence(DocumentObject hop, string name)
    {
        var consequence = hop.Find(name)?.Word<FailureConsequence>() ?? FailureConsequence.Fail;
        if (consequence == FailureConsequence.Reroute && hop.Find("capability") is null)
        {
            hop.Errors.Add(hop.Place.Member(name), "reroute without a capability", "Name the capability that the next agent must have.");
        }

        return consequence;
    }

    private static List<InputBinding> Inputs(DocumentObject hop)
    {
        var inputs = new List<InputBinding>();
        foreach (var (local, node) in hop.Map("input_mapping", MaxMappings, "local name to asset"))
        {
            CheckLocal(local, node);
            if (node.Element.ValueKind == JsonValueKind.String)
            {
                inputs.Add(new InputBinding(local, node.Id()!));
            }
            else if (node.Element.ValueKind != JsonValueKind.Object)
            {
                node.Wrong("the id of an asset, or {\"asset\": ..., \"optional\": true}");
            }
            else if (DocumentObject.Open(node, DocumentShape.Input) is { } mapping && mapping.Require("asset")?.Id() is { } asset)
            {
                inputs.Add(new InputBinding(local, asset, mapping.Find("optional")?.Flag() ?? false, FreeJson.Value(mapping.FindValue("default"))));
            }
        }

        return inputs;
    }

    private static List<OutputBinding> Outputs(DocumentObject hop)
    {
        var outputs = new List<OutputBinding>();
        foreach (var (local, node) in hop.Map("output_mapping", MaxMappings, "local name to asset"))
        {
            CheckLocal(local, node);
            if (node.Id() is { } asset)
            {
                outputs.Add(new OutputBinding(local, asset));
            }
        }

        return outputs;
    }

    private static void CheckLocal(string local, DocumentNode node)
    {
        if (!Identifier.IsValid(local))
        {
            node.Errors.Add(node.Place, $"{PathText.Quote(local)} is no local name", $"Use {Identifier.Rule}.", hidesGraph: false);
        }
    }
}
