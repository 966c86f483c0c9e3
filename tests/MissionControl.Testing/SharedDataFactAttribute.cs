using Xunit;

namespace MissionControl.Testing;

/// <summary>A fact about the example data beside the repository; skipped, saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!Directory.Exists(Repository.SharedData))
        {
            Skip = $"{Repository.SharedData} is not there.";
        }
    }
}
