namespace MissionControl.Access;

/// <summary>
/// What a caller may do. <c>viewer</c> reads, <c>operator</c> also starts and steers runs, <c>admin</c> also changes missions and keys and deletes.
/// <c>approver</c> stands beside that ladder: it reads, and decides approvals. Nobody else decides, not even an admin.
/// </summary>
public enum Role
{
    Viewer,
    Operator,
    Approver,
    Admin,
}

/// <summary>Who holds a role may do what another one asks for.</summary>
public static class Roles
{
    public static bool Allow(this IEnumerable<Role> held, Role needed) => held.Any(role => role.Allows(needed));

    public static bool Allows(this Role held, Role needed) => (held, needed) switch
    {
        _ when held == needed => true,
        (_, Role.Viewer) => true,
        (Role.Admin, Role.Operator) => true,
        _ => false,
    };
}
