using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Server;

/// <summary>How a kubelet's own API is served.</summary>
public sealed record KubeletServerOptions
{
    /// <summary>Name of the node; authorization is asked about it.</summary>
    public required string NodeName { get; init; }

    /// <summary>Address and port; port 0 takes a free one. 10250 is upstream's.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Any, 10250);

    /// <summary>Certificate with private key for the node's name and addresses.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The authority whose client certificates are believed.</summary>
    public required X509Certificate2 ClientAuthority { get; init; }

    /// <summary>The pods of this node with their status, as the kubelet knows them now. Without it only the runtime is asked.</summary>
    public Func<IReadOnlyList<Pod>>? Pods { get; init; }

    /// <summary>A directory on the disk whose room is reported.</summary>
    public string DataDirectory { get; init; } = "/";

    /// <summary>Serves the files below <see cref="SystemLogDirectory"/> at <c>/logs/</c> (enableSystemLogHandler).</summary>
    public bool EnableSystemLogHandler { get; init; }

    /// <summary>The node's logs.</summary>
    public string SystemLogDirectory { get; init; } = "/var/log";

    /// <summary>The kubelet's configuration as JSON, for <c>/configz</c>; null shows an empty one.</summary>
    public Func<string>? Configuration { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
