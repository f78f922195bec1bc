useEffect(() => {
  const script = document.createElement('script');
  script.type = 'module';
  script.id = 'operator-chat-panel-script';
  script.src = 'HOST/operator-chat-panel/widget-script.js';
  script.setAttribute('token', operatorToken);
  document.body.appendChild(script);
  return () => script.remove();
}, [operatorToken]);
