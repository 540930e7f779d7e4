using Tiphys.Api.Errors;
using Tiphys.Client.Configuration;
using Tiphys.Cluster;
using Tiphys.Containers;
using Tiphys.Containers.Build;
using Tiphys.Network.Pods;
using Tiphys.Storage;

namespace Tiphys.Cli;

/// <summary>Words the failures that a user can do something about. All others are bugs and show their stack.</summary>
internal static class CliErrors
{
    /// <summary>One line for the user; null when the failure is not one of those that are expected.</summary>
    public static string? Describe(Exception error) => error switch
    {
        ImageException or DockerfileException or ApiException or ContainerRuntimeException or CliException or ClusterException => error.Message,
        CorruptStoreException => $"{error.Message} ('tiphys store check' tells more, 'tiphys restore FILE --force' puts a backup in its place)",
        StoreException or KubeconfigException or PodNetworkException => error.Message,
        FileNotFoundException or DirectoryNotFoundException => error.Message,
        UnauthorizedAccessException => $"{error.Message} Run it as root, or give another --data-dir.",
        IOException => error.Message,
        _ => null,
    };
}

/// <summary>A command cannot do what was asked; the message says why and what to do.</summary>
internal sealed class CliException(string message) : Exception(message);
