using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Proxying;

/// <summary>How the API server reaches the kubelets of nodes.</summary>
public interface IKubeletConnector
{
    /// <summary>Where the node's kubelet answers.</summary>
    /// <exception cref="Api.Errors.ApiException">The node has told no address.</exception>
    Uri Locate(Node node);

    /// <summary>Sends requests to kubelets as a user whom they let do everything.</summary>
    HttpMessageInvoker Transport { get; }

    /// <summary>The same, without a look at the kubelet's certificate: for logs that are asked for so (insecureSkipTLSVerifyBackend).</summary>
    HttpMessageInvoker UnverifiedTransport { get; }
}
