async ngOnInit() {
  this.script = document.createElement('script');
  this.script.type = 'module';
  this.script.id = 'operator-chat-panel-script';
  this.script.src = 'HOST/operator-chat-panel/widget-script.js';
  this.script.setAttribute('token', await this.fetchOperatorToken());
  document.body.appendChild(this.script);
}

ngOnDestroy() {
  this.script?.remove();
}
