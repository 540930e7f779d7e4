namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>An object by name and identity.</summary>
public sealed record ObjectIdentity(string Name, string Uid);

/// <summary>What a service account token says. Times are in seconds since 1970.</summary>
public sealed record TokenClaims
{
    /// <summary>Who made the token.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Whom it is for.</summary>
    public ApiList<string> Audiences { get; init; } = [];

    /// <summary>Identity of the token.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it was made.</summary>
    public long IssuedAt { get; init; }

    /// <summary>From when it counts.</summary>
    public long NotBefore { get; init; }

    /// <summary>Until when it counts.</summary>
    public long Expires { get; init; }

    /// <summary>From when its use is worth a warning, since it lives longer than was asked for; 0 for never.</summary>
    public long WarnAfter { get; init; }

    /// <summary>Namespace of the account.</summary>
    public required string Namespace { get; init; }

    /// <summary>The account.</summary>
    public required ObjectIdentity ServiceAccount { get; init; }

    /// <summary>The pod without which it does not count.</summary>
    public ObjectIdentity? Pod { get; init; }

    /// <summary>The secret without which it does not count.</summary>
    public ObjectIdentity? Secret { get; init; }

    /// <summary>The node: of the pod, or without which it does not count.</summary>
    public ObjectIdentity? Node { get; init; }

    /// <summary>User name of the account.</summary>
    public string Subject => $"system:serviceaccount:{Namespace}:{ServiceAccount.Name}";
}
