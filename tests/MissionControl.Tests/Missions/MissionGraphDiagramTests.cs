using System.Text;
using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class MissionGraphDiagramTests
{
    [Fact]
    public void Diagram_OfAMission_ShowsHopsStepsAssetsAndApprovals()
    {
        var mission = Read("""
            {
              "name": "m",
              "inputs": [{"id": "seed", "type": "text"}],
              "outputs": [{"id": "report", "type": "report"}],
              "approvals": {"plan": true},
              "hops": [
                {"id": "a", "name": "Gather", "input_mapping": {"s": "seed"}, "output_mapping": {"m": "mails"},
                 "steps": [{"tool_name": "search"}, {"tool_name": "filter", "requires_human_approval": true}]},
                {"id": "b", "input_mapping": {"m": {"asset": "mails", "optional": true}}, "output_mapping": {"r": "report"},
                 "requires_human_approval": true, "agent": "A1"},
                {"id": "c", "depends_on": ["a"]}
              ]
            }
            """);

        Assert.Equal(
            """
            flowchart LR
              in0[/"seed: text"/]
              out0[/"report: report"/]
              subgraph h0["a: Gather"]
                h0s0["step1: search"]
                h0s1["step2: filter (approval)"]
                h0s0 --> h0s1
              end
              subgraph h1["b (approval)"]
                h1s0(["agent A1"])
              end
              subgraph h2["c"]
                h2s0(["steps are found at start"])
              end
              in0 -->|"seed"| h0
              h0 -->|"mails (optional)"| h1
              h0 -.-> h2
              h1 --> out0
              plan{{"plan: approval by a person"}}
              plan --> h0
              classDef approval stroke:#b45309,stroke-width:3px
              class h0s1,h1,plan approval

            """,
            MissionGraphDiagram.Mermaid(mission));
    }

    [Fact]
    public void Diagram_OfAHostileName_KeepsItInsideItsLabel()
    {
        var mission = Read("""
            {"name": "m", "hops": [{"name": "\"]; click h0 \"javascript:alert(1)\" <b>&`x`\n%%{init: 1}%%\u2028end", "steps": [{"tool_name": "t\"]\nend"}]}]}
            """);

        var lines = MissionGraphDiagram.Mermaid(mission).TrimEnd('\n').Split('\n');

        Assert.Equal(
            [
                "flowchart LR",
                "  subgraph h0[\"hop1: #34;#93;#59; click h0 #34;javascript:alert(1)#34; #60;b#62;#38;#96;x#96;#32;#37;#37;#123;init: 1#125;#37;#37;#8232;end\"]",
                "    h0s0[\"step1: t#34;#93;#32;end\"]",
                "  end",
            ],
            lines);
    }

    private static MissionDefinition Read(string json) =>
        Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(Encoding.UTF8.GetBytes(json), "m.json")).Definition;
}
