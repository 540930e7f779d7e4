using System.CommandLine;
using System.Net;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Commands;

/// <summary>What can be wished for when a cluster is made: the options that <c>server</c> and <c>up</c> share.</summary>
internal sealed class ClusterWishOptions
{
    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Address and port of the API server. [default: 127.0.0.1:6443, or another port when that is taken]",
    };

    private readonly Option<string?> _podCidr = new("--pod-cidr") { Description = "Addresses for pods, for example 10.244.0.0/16." };

    private readonly Option<string?> _serviceCidr = new("--service-cidr") { Description = "Addresses for Services, for example 10.96.0.0/16." };

    private readonly Option<string?> _nodeName = new("--node-name") { Description = "Name of this machine's node. [default: the host name]" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        command.Options.Add(_podCidr);
        command.Options.Add(_serviceCidr);
        command.Options.Add(_nodeName);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="CliException">One cannot be understood.</exception>
    public ClusterWishes Read(ParseResult parsed) => new()
    {
        Listen = parsed.GetValue(_listen) is { } listen ? ParseListen(listen) : null,
        PodCidr = ParseNetwork("--pod-cidr", parsed.GetValue(_podCidr)),
        ServiceCidr = ParseNetwork("--service-cidr", parsed.GetValue(_serviceCidr)),
        NodeName = parsed.GetValue(_nodeName),
    };

    private static IPEndPoint ParseListen(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && text.Contains(':', StringComparison.Ordinal)
            ? endpoint
            : throw new CliException($"--listen wants ADDRESS:PORT, for example 127.0.0.1:6443, not '{text}'");

    private static IPNetwork? ParseNetwork(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        const int LongestPrefix = 24;
        return IPNetwork.TryParse(text, out var network) && network.PrefixLength <= LongestPrefix
            ? network
            : throw new CliException($"{option} wants an IPv4 network of /{LongestPrefix} or larger, for example 10.244.0.0/16, not '{text}'");
    }
}
