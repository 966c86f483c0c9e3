using MissionControl.Assets;
using MissionControl.Missions.Reading;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>
/// Holds a definition against the tools that there are: names, required parameters, literals, and what each step may see of its hop's
/// workspace. What only a run can tell (whether a path exists in a content) is left to the run.
/// </summary>
public static class MissionCheck
{
    /// <summary>Every fault; empty when there is none.</summary>
    /// <param name="file">The file as the user named it, for errors.</param>
    public static IReadOnlyList<DocumentError> Check(MissionDefinition mission, string file, ToolRegistry tools)
    {
        var errors = new DocumentErrors(file);
        Report(mission, tools, errors);
        return errors.ToList();
    }

    /// <summary>Parts in which the document is faulty already are judged only as far as the fault allows.</summary>
    internal static void Report(MissionDefinition mission, ToolRegistry tools, DocumentErrors errors)
    {
        for (var i = 0; i < mission.Inputs.Count; i++)
        {
            CheckContent(mission.Inputs[i], DocumentPlace.Root.Member("inputs").At(i), errors);
        }

        // Past the limit further texts would be built and thrown away, and each looks through all the names there are.
        for (var i = 0; i < mission.Hops.Count && !errors.IsFull; i++)
        {
            var isWhole = !errors.Touch(DocumentPlace.Hop(i));
            for (var s = 0; s < mission.Hops[i].Steps.Count && !errors.IsFull; s++)
            {
                StepCheck.Report(mission.Hops[i].Steps[s], DocumentPlace.Step(i, s), tools, errors);
            }

            if (isWhole)
            {
                WorkspaceCheck.Report(mission.Hops[i], i, errors);
            }
        }

        // What is faulty already would only be reported again in other words.
        if (!errors.Any)
        {
            TypeContradictions.Report(mission, tools, errors);
        }
    }

    private static void CheckContent(AssetDefinition input, DocumentPlace place, DocumentErrors errors)
    {
        if (input.HasContent && AssetTypeCheck.Problem(input.Type, input.Content) is { } problem)
        {
            errors.Add(place.Member("content"), $"the content is no {input.Type}: {problem}", "Change the content or the type.", hidesGraph: false);
        }
    }
}
