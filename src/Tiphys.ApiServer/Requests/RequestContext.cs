using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Requests;

/// <summary>What strategies and admission know of the request in hand.</summary>
public sealed class RequestContext
{
    private readonly List<string> _warnings = [];

    /// <summary>Who asks.</summary>
    public required UserInfo User { get; init; }

    /// <summary>Namespace in the path; empty for a cluster-wide request.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Subresource in the path; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Verb by which an object is changed: update or patch.</summary>
    public string Verb { get; init; } = "update";

    /// <summary>True when nothing may be stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>The clock of the server.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Warnings for the client, in order.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Tells the client of something doubtful that was accepted; the same text only once.</summary>
    public void Warn(string warning)
    {
        if (!_warnings.Contains(warning, StringComparer.Ordinal))
        {
            _warnings.Add(warning);
        }
    }
}
